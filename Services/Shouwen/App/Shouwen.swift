/// The operator's command: everything a person does to a running Shouwen from a terminal.
@main
struct Shouwen {
    static func main() async {
        await CommandTree.root.run(Array(CommandLine.arguments.dropFirst()))
    }
}
