import HTTP
import Testing

@Suite("Address policy")
struct AddressPolicyTests {
    @Test(
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1",
            "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
            "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::a00:1",
            "100::1",
            "2001::1", "2001:db8::1", "2002:a00:1::1", "3fff::1", "fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff02::1",
        ]
    )
    func `an address that is not public is refused`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!AddressPolicy.isPublic(address))
        #expect(!AddressPolicy.publicOnly(allowing: []).permits(address, port: 443, isEncrypted: true))
        #expect(AddressPolicy.any.permits(address, port: 80, isEncrypted: false))
    }

    @Test(
        arguments: [
            "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255", "128.0.0.1",
            "169.253.1.1", "172.15.255.255", "172.32.0.1", "192.167.1.1", "192.169.1.1", "198.17.1.1", "198.20.1.1",
            "223.255.255.255", "2400:3200::1", "2606:4700::1111", "2001:200::1", "2a00::1",
        ]
    )
    func `a public address is permitted with https on its port only`(text: String) throws {
        let address = try #require(IPAddress(text))
        let policy = AddressPolicy.publicOnly(allowing: [])
        #expect(policy.permits(address, port: 443, isEncrypted: true))
        #expect(!policy.permits(address, port: 443, isEncrypted: false))
        #expect(!policy.permits(address, port: 6379, isEncrypted: true))
    }

    @Test func `an allowed network is permitted on any port, encrypted or not`() throws {
        let networks = ["10.1.0.0/16", "192.168.7.9", "fd00::/20"].compactMap(IPNetwork.init)
        let policy = AddressPolicy.publicOnly(allowing: networks)
        let inside = try ["10.1.255.1", "::ffff:10.1.0.1", "192.168.7.9", "fd00:fff::1"].map {
            try #require(IPAddress($0))
        }
        let outside = try ["10.2.0.1", "192.168.7.8", "fd00:1000::1"].map { try #require(IPAddress($0)) }
        #expect(inside.allSatisfy { policy.permits($0, port: 8080, isEncrypted: false) })
        #expect(outside.allSatisfy { !policy.permits($0, port: 443, isEncrypted: true) })
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "10.0.0.0/", "x/8", "::/129", "10.0.0.0/8/8"])
    func `a malformed network is refused`(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test func `a network of no bits contains its whole family and no other`() throws {
        let all = try #require(IPNetwork("0.0.0.0/0"))
        #expect(all.contains(try #require(IPAddress("255.255.255.255"))))
        #expect(!all.contains(try #require(IPAddress("::"))))
    }
}
