/// The language a text is written in, so that answers and templates can follow it.
package enum Language: String, Codable, CaseIterable, Sendable {
    case simplifiedChinese = "zh-Hans"
    case traditionalChinese = "zh-Hant"
    case english = "en"
    /// Neither Chinese nor English, or too little text to tell.
    case undetermined = "und"

    package var chineseName: String {
        switch self {
        case .simplifiedChinese: "简体中文"
        case .traditionalChinese: "繁体中文"
        case .english: "英文"
        case .undetermined: "未知"
        }
    }

    package var englishName: String {
        switch self {
        case .simplifiedChinese: "Simplified Chinese"
        case .traditionalChinese: "Traditional Chinese"
        case .english: "English"
        case .undetermined: "Undetermined"
        }
    }
}
