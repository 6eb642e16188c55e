import HTTP

/// A file of the desk's own, built into the program.
struct Asset: Sendable {
    let path: String
    let type: String
    let bytes: [UInt8]
    /// Changes when the file does, so that browsers keep it exactly as long as it is right.
    let tag: String

    static let all = [
        Asset("/assets/desk.css", "text/css; charset=utf-8", PackageResources.desk_css),
        Asset("/assets/desk.js", "text/javascript; charset=utf-8", PackageResources.desk_js),
        Asset("/assets/icon.svg", "image/svg+xml", PackageResources.icon_svg),
    ]

    /// Names this set of files: an open page that finds another one loads itself anew.
    static let version = all.map(\.tag).joined(separator: "-")

    private init(_ path: String, _ type: String, _ bytes: [UInt8]) {
        (self.path, self.type, self.bytes) = (path, type, bytes)
        tag = Self.hash(bytes)
    }

    /// FNV-1a: tells versions apart, keeps no secret.
    private static func hash(_ bytes: [UInt8]) -> String {
        String(bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 36)
    }

    var route: Route {
        Route(.get, path) { request in
            let headers: HTTPHeaders = ["Content-Type": type, "Cache-Control": "no-cache", "ETag": "\"\(tag)\""]
            guard request.headers["If-None-Match"] != "\"\(tag)\"" else { return .empty(status: 304, headers: headers) }
            return Response(status: 200, headers: headers, body: bytes)
        }
    }
}
