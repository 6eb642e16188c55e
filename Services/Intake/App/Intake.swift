@main
struct Intake {
    static func main() {}
}
