import HTTP
import Pipeline

/// The agents' and leads' window on the tickets: the board, live, and the journal as a feed.
@main
struct Desk {
    static func main() async {
        await ServiceMain.run("desk", "shows the board to people and the journal to scripts") { service in
            let names = Names(service)
            let live = LiveBoard(service, names)
            let server = try PublicServer(
                "desk",
                in: service,
                routes: BoardRoutes(service, names, live).all + FeedRoutes(service).all + AssetRoutes.all,
                headers: [
                    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
                    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
                        + "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
                ]
            )
            return [names.refreshing, live, server]
        }
    }
}
