/// The topics that a file asks for: a name and a number of partitions on each line.
enum TopicsFile {
    /// One topic to make.
    struct Topic: Equatable {
        let name: String
        let partitions: Int
    }

    /// - Throws: a mistake that names the line.
    static func read(_ text: String) throws(BrokerArguments.Mistake) -> [Topic] {
        var topics: [Topic] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let columns = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let name = columns.first, !name.hasPrefix("#") else { continue }
            guard columns.count > 1, let partitions = Int(columns[1]), (1...1000).contains(partitions) else {
                throw BrokerArguments.Mistake(
                    description: "--topics: line \(index + 1) must be a name and a number of partitions from 1 to 1000"
                )
            }
            guard isName(name) else {
                throw BrokerArguments.Mistake(
                    description: "--topics: line \(index + 1): a name has at most 249 letters, digits, dots, _ and -"
                )
            }
            topics.append(Topic(name: name, partitions: partitions))
        }
        return topics
    }

    private static func isName(_ name: String) -> Bool {
        name.utf8.count <= 249 && name != "." && name != ".."
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }
}
