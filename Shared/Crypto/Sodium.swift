internal import CSodium

/// Makes sure libsodium is initialised before its first use; it does this once and from any thread.
enum Sodium {
    /// Touch before calling the library.
    static let isReady: Bool = sodium_init() >= 0
}
