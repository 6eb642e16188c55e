@main
struct Shouwen {
    static func main() {}
}
