@main
struct Local {
    static func main() {}
}
