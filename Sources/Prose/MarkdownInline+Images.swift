// Images in Markdown: `![text](path "title")`, `![text][name]` and `<img src="path">`.

import Text

extension MarkdownInline {
  /// Reads the path of the image whose `!` is read; its text is read as that of a link is.
  mutating func readImage() {
    let start = index
    index += 1
    guard let close = closing(index) else { return }
    let name = text(index + 1..<close)
    let kind = close + 1 < scalars.count ? scalars[close + 1] : " "
    let end = kind == "(" || kind == "[" ? closing(close + 1) : nil
    let inside = end.map { text(close + 2..<$0) } ?? ""
    let markup = start..<(end ?? close) + 1
    if kind == "(", end != nil {
      show(Self.destination(inside), isReference: false, markup)
    } else {
      show(inside.isEmpty ? name : inside, isReference: true, markup)
    }
  }

  /// Reads the tag of an image in HTML, up to the index of its end.
  mutating func readImageTag(until end: Int) {
    if let path = Self.source(ofTag: text(index + 1..<end)) {
      show(path, isReference: false, index..<end + 1)
    }
  }

  private mutating func show(_ target: String, isReference: Bool, _ markup: Range<Int>) {
    guard !target.isEmpty else { return }
    show(Passage.Image(target: target, isReference: isReference, source: source(of: markup)))
  }

  /// The path before a title, without the marks around it.
  static func destination(_ text: String) -> String {
    let trimmed = text.drop(while: \.isWhitespace)
    if trimmed.first == "<" { return String(trimmed.dropFirst().prefix { $0 != ">" }) }
    var path = ""
    var isEscaped = false
    for character in trimmed.prefix(while: { !$0.isWhitespace }) {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      path.append(character)
      isEscaped = false
    }
    return path
  }

  /// The value of `src` in a tag.
  private static func source(ofTag tag: String) -> String? {
    for name in tag.ranges(of: "src") + tag.ranges(of: "SRC")
    where tag[..<name.lowerBound].last?.isWhitespace == true {
      let rest = tag[name.upperBound...].drop(while: \.isWhitespace)
      guard rest.first == "=" else { continue }
      let value = rest.dropFirst().drop(while: \.isWhitespace)
      guard let mark = value.first else { return nil }
      return mark == "\"" || mark == "'"
        ? String(value.dropFirst().prefix { $0 != mark })
        : String(value.prefix { !$0.isWhitespace })
    }
    return nil
  }
}

extension Paper {
  /// The images of all passages; those whose path a line elsewhere gives are looked up there.
  var markdownImages: [Image] {
    let shown = passages.flatMap(\.images)
    guard !shown.isEmpty else { return [] }
    let paths = shown.contains(where: \.isReference) ? definitions : [:]
    return shown.compactMap { image in
      let path = image.isReference ? paths[image.target.lowercased()] : image.target
      guard let path, !path.isEmpty else { return nil }
      let place = place(of: image.source.lowerBound)
      return Image(
        path: path, place: place, line: line(at: place), width: image.source.count)
    }
  }

  /// The paths of the lines `[name]: path`.
  private var definitions: [String: String] {
    var paths: [String: String] = [:]
    for line in String(String.UnicodeScalarView(source)).split(whereSeparator: \.isNewline) {
      let trimmed = line.drop { $0 == " " }
      guard trimmed.first == "[", let end = trimmed.firstRange(of: "]:") else { continue }
      let name = trimmed[..<end.lowerBound].dropFirst().lowercased()
      let path = MarkdownInline.destination(String(trimmed[end.upperBound...]))
      if paths[name] == nil { paths[name] = path }
    }
    return paths
  }
}
