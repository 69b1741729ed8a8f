import XML

/// What the styles of a Word document say of how its text is read.
struct WordStyles {
  /// How letters stand.
  enum Level: Hashable { case base, raised, lowered }

  private struct Style {
    let base: String?
    let level: Level?
    let isHidden: Bool
    let isHeading: Bool
  }

  private var styles: [String: Style] = [:]

  /// Reads the part that holds the styles.
  init(_ root: Element?) {
    for element in root?.all("style") ?? [] {
      guard let id = element.value("styleId") else { continue }
      let name = element.first("name")?.value("val")?.lowercased() ?? ""
      let properties = element.first("rPr")
      styles[id] = Style(
        base: element.first("basedOn")?.value("val"), level: Self.level(properties),
        isHidden: properties?.isOn("vanish") ?? false,
        isHeading: name.hasPrefix("heading ") || name == "title"
          || Self.isOutlined(element.first("pPr")))
    }
  }

  /// How high letters stand that have such properties themselves.
  static func level(_ properties: Element?) -> Level? {
    switch properties?.first("vertAlign")?.value("val") {
    case "superscript": return .raised
    case "subscript": return .lowered
    case "baseline": return .base
    default: break
    }
    guard let height = properties?.first("position")?.value("val").flatMap({ Int($0) }) else {
      return nil
    }
    return height > 0 ? .raised : height < 0 ? .lowered : .base
  }

  /// Whether a paragraph has a level of the outline, as headings have.
  private static func isOutlined(_ properties: Element?) -> Bool {
    let level = properties?.first("outlineLvl")?.value("val").flatMap { Int($0) }
    return level.map { (0...8).contains($0) } ?? false
  }

  /// A style and those that it rests on.
  private func chain(from id: String?) -> [Style] {
    var chain: [Style] = []
    var next = id
    // Word allows ten; a ring of styles ends here too.
    while let id = next, let style = styles[id], chain.count < 20 {
      chain.append(style)
      next = style.base
    }
    return chain
  }

  /// How the letters of a run stand.
  func level(ofRun properties: Element?) -> Level {
    if let own = Self.level(properties) { return own }
    return chain(from: properties?.first("rStyle")?.value("val")).lazy.compactMap(\.level).first
      ?? .base
  }

  /// Whether a run is hidden.
  func hides(_ properties: Element?) -> Bool {
    guard let properties else { return false }
    if properties.first("vanish") != nil { return properties.isOn("vanish") }
    return chain(from: properties.first("rStyle")?.value("val")).contains(where: \.isHidden)
  }

  /// Whether a paragraph is a heading.
  func isHeading(_ properties: Element?) -> Bool {
    Self.isOutlined(properties)
      || chain(from: properties?.first("pStyle")?.value("val")).contains(where: \.isHeading)
  }
}
