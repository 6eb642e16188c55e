/// A whole page: its language, what its head says and what is seen.
package func document(
    _ language: Language,
    title pageTitle: String,
    @HTMLBuilder head content: () -> HTML,
    @HTMLBuilder body seen: () -> HTML
) -> HTML {
    var page = HTML(trusted: "<!DOCTYPE html>\n")
    page.append(
        Tag("html")(.lang(language)) {
            head {
                meta(.charset("utf-8"))
                meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
                title { pageTitle }
                content()
            }
            body { seen() }
        }
    )
    return page
}
