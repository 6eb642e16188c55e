/// The one place where this program lets time pass; tests put their own in its stead.
struct Pause: Sendable {
    let wait: @Sendable (Duration) async -> Void

    func callAsFunction(_ duration: Duration) async {
        await wait(duration)
    }

    /// Ends early when the task is cancelled, which is what every caller wants.
    static let real = Pause { duration in try? await Task.sleep(for: duration) }
}
