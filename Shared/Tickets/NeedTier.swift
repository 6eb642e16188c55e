/// How deep a need goes, which decides the path it takes: a known answer, an expert, or demand research.
package enum NeedTier: String, Codable, CaseIterable, Sendable {
    /// One known answer exists; no lookup, or only a status lookup.
    case basic
    /// Somebody must investigate, decide or act.
    case complex
    /// The wish behind it is a new need: customisation, upgrade, partnership, a new feature.
    case latent

    package var chineseName: String {
        switch self {
        case .basic: "基础咨询"
        case .complex: "复杂诉求"
        case .latent: "潜在需求"
        }
    }

    package var englishName: String {
        switch self {
        case .basic: "Basic question"
        case .complex: "Complex request"
        case .latent: "Latent need"
        }
    }
}
