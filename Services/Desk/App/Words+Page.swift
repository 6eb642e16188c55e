import HTML

extension Words {
    /// A whole page of the desk in this language.
    func page(title: String, @HTMLBuilder body: () -> HTML) -> HTML {
        document(
            isChinese ? .simplifiedChinese : .english,
            title: title,
            head: {
                stylesheet("/assets/desk.css")
                link(.rel("icon"), .href("/assets/icon.svg"), .type("image/svg+xml"))
                script(src: "/assets/desk.js")
            },
            body: body
        )
    }
}
