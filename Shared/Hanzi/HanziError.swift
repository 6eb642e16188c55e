/// Why a text could not be folded; says what to install, never what the text was.
package enum HanziError: Error, Equatable, CustomStringConvertible {
    case dictionaryMissing(configuration: String, reason: String)
    case refused(bytes: Int)

    package var description: String {
        switch self {
        case .dictionaryMissing(let configuration, let reason):
            "OpenCC cannot load \(configuration) (\(reason)); install the Debian package libopencc-data"
        case .refused(let bytes):
            "OpenCC refused a text of \(bytes) bytes"
        }
    }
}
