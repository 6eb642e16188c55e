@main
struct Classifier {
    static func main() {}
}
