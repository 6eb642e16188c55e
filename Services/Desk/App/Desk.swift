@main
struct Desk {
    static func main() {}
}
