/// The language of a page or of a part of it, for fonts, hyphenation and screen readers.
package struct Language: Sendable, Equatable {
    package let tag: String

    private init(tag: String) {
        self.tag = tag
    }

    package static let simplifiedChinese = Language(tag: "zh-Hans")
    package static let traditionalChinese = Language(tag: "zh-Hant")
    package static let english = Language(tag: "en")
}
