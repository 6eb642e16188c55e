internal import CSodium

/// Unpredictable bytes from the operating system, for tokens, keys and ids that nobody may guess.
package enum SystemRandom {
    package static func bytes(_ count: Int) -> [UInt8] {
        guard Sodium.isReady, count > 0 else {
            // Without libsodium's generator the system's own one does the same.
            var generator = SystemRandomNumberGenerator()
            return (0..<max(count, 0)).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe randombytes_buf(&bytes, count)
        return bytes
    }
}
