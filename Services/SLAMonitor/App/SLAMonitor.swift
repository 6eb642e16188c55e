@main
struct SLAMonitor {
    static func main() {}
}
