import ClassifierRules
import Hanzi
import Pipeline
import Tickets

/// Understands every new ticket: what it is about, how urgent, who should have it.
@main
struct Classifier {
    static func main() async {
        await ServiceMain.run("classifier", "understands what new tickets are about") { service in
            try Hanzi.prepare()
            let classifier = TextClassifier(gate: try service.settings(.triageGate))
            let definition = StageDefinition(
                EventConsumer.classifier.rawValue,
                rules: ClassifierRules(),
                store: ClassifierStore(service.metrics),
                concerns: { $0 == .received }
            ) {
                event in
                guard case .received(let received) = event.fact else { return nil }
                let text = Self.text(of: received)
                // The dictionaries are there (`prepare`); a text they cannot fold is understood as it stands.
                return classifier.classify(text, folded: (try? Hanzi.simplified(text)) ?? text)
            }
            return [try Stage(definition, in: service)]
        }
    }

    /// A subject that only repeats the beginning of the text would count its words twice.
    private static func text(of received: Received) -> String {
        let start = received.subject.prefix { $0 != "…" }
        return received.text.hasPrefix(start) ? received.text : "\(received.subject)\n\(received.text)"
    }
}
