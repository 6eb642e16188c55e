import Pipeline

/// The services' part of the doctor's findings: each is asked whether it can work.
struct ServicesExamination {
    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    func findings() async -> [Finding] {
        let services: [String: String]
        do throws(SettingsError) {
            services = try settings(.services)
        } catch {
            return [
                .ill(
                    "services",
                    "where they answer is not known: \(error)",
                    do: "set SHOUWEN_SERVICES, one name=host:port each"
                )
            ]
        }
        return await withTaskGroup(of: Finding.self) { group in
            for (name, address) in services {
                group.addTask { await Self.finding(ServiceDoor(name: name, address: address)) }
            }
            var findings: [Finding] = []
            for await finding in group { findings.append(finding) }
            return findings.sorted { $0.what < $1.what }
        }
    }

    private static func finding(_ door: ServiceDoor) async -> Finding {
        let answer: ServiceDoor.Answer
        do throws(ServiceDoor.NoAnswer) {
            answer = try await door.get("/readyz")
        } catch {
            return .ill(
                door.name,
                "is down: \(error.reason) (\(door.address))",
                do: "start \(door.name); the end of its log says why it ended",
                see: "ServiceDown"
            )
        }
        let text = answer.text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return answer.status == 200
            ? .well(door.name, text)
            : .ill(
                door.name,
                "runs, and cannot work: \(text.isEmpty ? "it answers \(answer.status)" : text)",
                do: "put right what it names; it goes on by itself then",
                see: "ServiceDown"
            )
    }
}
