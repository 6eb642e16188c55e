internal import CSodium

/// Compares secrets in a time that depends on their length alone, so that a guesser learns nothing from waiting.
package func constantTimeEquals(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    return unsafe sodium_memcmp(one, other, one.count) == 0
}
