import HTTP

/// The desk's own style sheet and script, built into the program.
enum AssetRoutes {
    static var all: [Route] {
        [
            asset("/assets/desk.css", "text/css; charset=utf-8", PackageResources.desk_css),
            asset("/assets/desk.js", "text/javascript; charset=utf-8", PackageResources.desk_js),
        ]
    }

    private static func asset(_ path: String, _ type: String, _ bytes: [UInt8]) -> Route {
        Route(.get, path) { _ in
            Response(status: 200, headers: ["Content-Type": type, "Cache-Control": "no-cache"], body: bytes)
        }
    }
}
