internal import CSodium
import Dispatch

/// Turns passwords into hashes that are slow and costly to guess (argon2id), and checks them.
///
/// A hash takes 64 MiB and some tens of milliseconds, so there is one at a time, on a queue of its own.
package enum PasswordHash {
    /// There was not enough memory for a hash.
    package struct OutOfMemory: Error, CustomStringConvertible {
        package var description: String { "no memory for a password hash: give the process 64 MiB more" }
    }

    /// - Returns: the hash with its salt and cost, as text to store.
    package static func make(_ password: String) async throws -> String {
        guard let hash = await onQueue({ compute(password) }) else { throw OutOfMemory() }
        return hash
    }

    package static func verify(_ password: String, against hash: String) async -> Bool {
        await onQueue {
            let text = Array(password.utf8CString)
            return unsafe Sodium.isReady && crypto_pwhash_str_verify(hash, text, UInt64(text.count - 1)) == 0
        }
    }

    private static func compute(_ password: String) -> String? {
        let text = Array(password.utf8CString)
        var hash = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let result = unsafe crypto_pwhash_str_alg(
            &hash,
            text,
            UInt64(text.count - 1),
            UInt64(crypto_pwhash_OPSLIMIT_INTERACTIVE),
            Int(crypto_pwhash_MEMLIMIT_INTERACTIVE),
            crypto_pwhash_ALG_ARGON2ID13
        )
        guard Sodium.isReady, result == 0 else { return nil }
        return String(decoding: hash.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }

    private static let queue = DispatchQueue(label: "shouwen.password-hash")
}
