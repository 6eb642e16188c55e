import DeskRules
import Postgres
import Tickets

/// The names of the departments and people that some cards speak of, in the reader's language.
struct Names: Sendable {
    private var departments: [String: (zh: String, en: String)] = [:]
    private var people: [String: String] = [:]

    static func read(for cards: [Card], in session: borrowing Session) throws -> Names {
        var names = Names()
        for row in try session.query("SELECT code, name_zh, name_en FROM department") {
            names.departments[try row["code"]] = (try row["name_zh"], try row["name_en"])
        }
        let codes = Set(cards.flatMap { [$0.assignee?.rawValue, $0.owner.person?.rawValue] }.compactMap(\.self))
        for row in try session.query("SELECT code, name FROM person WHERE code = ANY(\(codes.sorted()))") {
            names.people[try row["code"]] = try row["name", as: String.self]
        }
        return names
    }

    /// A department or person that nobody has named yet is called by its code.
    func department(_ code: DepartmentCode, in words: Words) -> String {
        departments[code.rawValue].map { words($0.zh, $0.en) } ?? code.rawValue
    }

    func person(_ code: PersonCode) -> String {
        people[code.rawValue] ?? code.rawValue
    }

    func owner(_ owner: Owner, in words: Words) -> String {
        switch owner {
        case .person(let code): person(code)
        case .queue(let code): department(code, in: words)
        }
    }
}

extension Owner {
    fileprivate var person: PersonCode? {
        if case .person(let code) = self { code } else { nil }
    }
}
