import HTTP
import Pipeline

/// The agents' and leads' window on the tickets: the board, live, and the journal as a feed.
@main
struct Desk {
    static func main() async {
        await ServiceMain.run("desk", "shows the board to people and the journal to scripts") { service in
            try Desk(service).parts
        }
    }

    let parts: [any Component]
    let server: PublicServer

    init(_ service: ServiceContext) throws {
        let watch = JournalWatch(service)
        let live = LiveBoard(service, watch)
        let routes = BoardRoutes(service, live).all + FeedRoutes(service, watch).all + Asset.all.map(\.route)
        server = try PublicServer("desk", in: service, routes: routes + [Self.nothing], headers: Self.headers)
        parts = [watch, live, server]
    }

    /// What leads nowhere: a page for people, a problem document for programs.
    private static let nothing = Route(.get, "/{path...}") { request in
        guard request.isFromBrowser, !request.path.hasPrefix("/v1/") else {
            throw Problem(status: 404, detail: "There is nothing at this address.", instance: request.path)
        }
        return PlainPage.notFound(Words(request))
    }

    /// Pages load nothing from elsewhere, run no script but ours, and nobody can put them into a frame.
    private static let headers: HTTPHeaders = [
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ]
}

extension Request {
    /// Whether a person reads the answer.
    var isFromBrowser: Bool {
        headers.values(of: "Accept").contains { $0.contains("text/html") }
    }
}
