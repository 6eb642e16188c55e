import Crypto
import Testing

@Suite("Crypto: known answers")
struct CryptoTests {
    // FIPS 180-2, appendix B.
    @Test(
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]
    )
    func `SHA-256 gives the published hashes`(text: String, hash: String) {
        #expect(Hex.encode(SHA256.hash(Array(text.utf8))) == hash)
    }

    /// RFC 4231, cases 1, 2, 3 and 6 (a key longer than a block).
    private static let codes: [(key: [UInt8], message: [UInt8], code: String)] = [
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ]

    @Test(arguments: codes.indices)
    func `HMAC-SHA-256 gives the published codes`(index: Int) {
        let (key, message, code) = Self.codes[index]
        #expect(Hex.encode(HMACSHA256.authenticationCode(for: message, key: key)) == code)
        #expect(HMACSHA256.isValid(Hex.decode(code) ?? [], for: message, key: key))
        #expect(!HMACSHA256.isValid(Hex.decode(code) ?? [], for: message + [0], key: key))
        #expect(!HMACSHA256.isValid([], for: message, key: key))
    }

    // RFC 4648, section 10.
    @Test(
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func `base64 gives the published texts and reads them back`(text: String, encoded: String) {
        let bytes = Array(text.utf8)
        #expect(Base64.encode(bytes) == encoded)
        #expect(Base64.decode(encoded) == bytes)
        #expect(Base64URL.encode(bytes) == encoded.filter { $0 != "=" })
        #expect(Base64URL.decode(encoded.filter { $0 != "=" }) == bytes)
    }

    @Test func `the alphabet for addresses differs in two letters`() {
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
    }

    @Test(arguments: ["Zg", "Zg=", "Zg==x", "Z g==", "Zh==", "-_8=", "é", "Zg==\n"])
    func `malformed base64 is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func `hexadecimal is read in either case and refused when malformed`() {
        #expect(Hex.encode([0x00, 0xFF, 0x1A]) == "00ff1a")
        #expect(Hex.decode("00fF1a") == [0x00, 0xFF, 0x1A])
        #expect(Hex.decode("0") == nil && Hex.decode("0g") == nil && Hex.decode("é") == nil)
        #expect(Hex.decode("")?.isEmpty == true)
    }

    @Test func `secrets are equal only byte by byte`() {
        #expect(constantTimeEquals([1, 2, 3], [1, 2, 3]) && constantTimeEquals([], []))
        #expect(!constantTimeEquals([1, 2, 3], [1, 2, 4]) && !constantTimeEquals([1, 2, 3], [1, 2]))
    }

    @Test func `random bytes differ and spread`() {
        #expect(SystemRandom.bytes(0).isEmpty)
        let draws = (0..<100).map { _ in SystemRandom.bytes(16) }
        #expect(Set(draws).count == 100)
        #expect(Set(draws.joined()).count > 200)
    }

    @Test func `a password fits its own hash alone, and equal passwords have different hashes`() async throws {
        let one = try await PasswordHash.make("秘密 pass")
        let other = try await PasswordHash.make("秘密 pass")
        #expect(one.hasPrefix("$argon2id$") && one != other)
        #expect(await PasswordHash.verify("秘密 pass", against: one))
        #expect(await !PasswordHash.verify("秘密 Pass", against: one))
        #expect(await !PasswordHash.verify("", against: "not a hash"))
    }

    @Test func `a hash made elsewhere is understood`() async {
        // The reference implementation's own example: argon2id, 64 MiB, two passes, “password”, “somesalt”.
        let hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        #expect(await PasswordHash.verify("password", against: hash))
        #expect(await !PasswordHash.verify("passwort", against: hash))
    }
}
