// The elements a page can have. Script and style are not among them: see Script.swift.

// MARK: The page and its regions

package let head = Tag("head")
package let title = Tag("title")
package let body = Tag("body")
package let header = Tag("header")
package let footer = Tag("footer")
package let main = Tag("main")
package let nav = Tag("nav")
package let section = Tag("section")
package let article = Tag("article")
package let aside = Tag("aside")
package let div = Tag("div")

// MARK: Text

package let h1 = Tag("h1")
package let h2 = Tag("h2")
package let h3 = Tag("h3")
package let h4 = Tag("h4")
package let p = Tag("p")
package let span = Tag("span")
package let a = Tag("a")
package let strong = Tag("strong")
package let em = Tag("em")
package let b = Tag("b")
package let i = Tag("i")
package let small = Tag("small")
package let s = Tag("s")
package let q = Tag("q")
package let cite = Tag("cite")
package let code = Tag("code")
package let kbd = Tag("kbd")
package let pre = Tag("pre")
package let blockquote = Tag("blockquote")
package let abbr = Tag("abbr")
package let mark = Tag("mark")
package let time = Tag("time")
package let sub = Tag("sub")
package let sup = Tag("sup")
package let del = Tag("del")
package let ins = Tag("ins")

// MARK: Lists and tables

package let ul = Tag("ul")
package let ol = Tag("ol")
package let li = Tag("li")
package let dl = Tag("dl")
package let dt = Tag("dt")
package let dd = Tag("dd")
package let table = Tag("table")
package let caption = Tag("caption")
package let thead = Tag("thead")
package let tbody = Tag("tbody")
package let tfoot = Tag("tfoot")
package let tr = Tag("tr")
package let th = Tag("th")
package let td = Tag("td")

// MARK: Forms

package let form = Tag("form")
package let fieldset = Tag("fieldset")
package let legend = Tag("legend")
package let label = Tag("label")
package let button = Tag("button")
package let select = Tag("select")
package let option = Tag("option")
package let optgroup = Tag("optgroup")
package let textarea = Tag("textarea")
package let output = Tag("output")

// MARK: Figures and parts that open

package let figure = Tag("figure")
package let figcaption = Tag("figcaption")
package let details = Tag("details")
package let summary = Tag("summary")
package let dialog = Tag("dialog")
package let template = Tag("template")
package let noscript = Tag("noscript")
package let progress = Tag("progress")
package let meter = Tag("meter")

// MARK: Elements without content

package let br = VoidTag("br")
package let hr = VoidTag("hr")
package let img = VoidTag("img")
package let input = VoidTag("input")
package let meta = VoidTag("meta")
package let link = VoidTag("link")
package let wbr = VoidTag("wbr")
package let col = VoidTag("col")
