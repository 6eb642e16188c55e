import Pipeline
import Postgres
import Synchronization
import Tickets

/// The names of departments and people, kept at hand: every card needs some, and they change rarely.
final class Names: Sendable {
    private struct Known {
        var departments: [String: (zh: String, en: String)] = [:]
        var people: [String: String] = [:]
    }

    private let known = Mutex(Known())
    private let service: ServiceContext

    init(_ service: ServiceContext) {
        self.service = service
    }

    var refreshing: Repeating {
        Repeating("names", every: .seconds(15), in: service) { [self] in
            try await refresh()
            return 0
        }
    }

    private func refresh() async throws {
        let read = try await service.pool.read { session in
            var read = Known()
            for row in try session.query("SELECT code, name_zh, name_en FROM department") {
                read.departments[try row["code"]] = (try row["name_zh"], try row["name_en"])
            }
            for row in try session.query("SELECT code, name FROM person") {
                read.people[try row["code"]] = try row["name", as: String.self]
            }
            return read
        }
        known.withLock { $0 = read }
    }

    func department(_ code: DepartmentCode, in words: Words) -> String {
        let names = known.withLock { $0.departments[code.rawValue] }
        return names.map { words.isChinese ? $0.zh : $0.en } ?? code.rawValue
    }

    func person(_ code: PersonCode) -> String {
        known.withLock { $0.people[code.rawValue] } ?? code.rawValue
    }

    func owner(_ owner: Owner, in words: Words) -> String {
        switch owner {
        case .person(let code): person(code)
        case .queue(let code): department(code, in: words)
        }
    }
}
