import Pipeline

/// The front door: takes customers' messages in over HTTP, and tells their senders where they stand.
@main
struct Intake {
    static func main() async {
        await ServiceMain.run("intake", "takes customers' messages in over HTTP and makes tickets of them") { service in
            try FrontDoor(service).parts
        }
    }
}
