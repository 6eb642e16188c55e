/// What another server answered, whatever its status; a redirect is an answer too and is never followed.
package struct ClientResponse: Sendable, Equatable {
    package let status: Int
    package let headers: HTTPHeaders
    package let body: [UInt8]
}
