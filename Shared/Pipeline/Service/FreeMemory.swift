internal import CMalloc

/// Gives memory that is free back to the system, which the C library by itself does only at the end of its heap: after
/// its busiest moment a service would stay as large as that moment for ever.
struct FreeMemory: Component {
    let name = "free-memory"
    private static let pause: Duration = .seconds(3)

    func run() async throws {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.pause)
            shouwen_give_memory_back()
        }
    }
}
