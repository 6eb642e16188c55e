/// A file that came with a ticket, by reference: where it lies, not its bytes.
package struct Attachment: Hashable, Codable, Sendable {
    package var name: String
    package var url: String
    package var mediaType: String?
    /// Bytes.
    package var size: Int64?

    package init(name: String, url: String, mediaType: String? = nil, size: Int64? = nil) {
        (self.name, self.url, self.mediaType, self.size) = (name, url, mediaType, size)
    }

    enum CodingKeys: String, CodingKey {
        case name, url, size
        case mediaType = "media_type"
    }
}
