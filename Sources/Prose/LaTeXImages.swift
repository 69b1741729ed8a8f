// Images in LaTeX: `\includegraphics[width=5cm]{path}`, in the folder that `\graphicspath` names.

extension LaTeXFlat {
  /// The images that the paper shows, in the order of the text.
  var images: [Image] {
    var images: [Image] = []
    var folder = ""
    var index = 0
    while index < text.count {
      guard text[index] == "\\" else {
        index += 1
        continue
      }
      let start = index
      index += 1
      let name = word(&index)
      switch name {
      case "graphicspath":
        // Of several folders nobody here can say which one holds an image.
        let list = argument(&index) ?? ""
        let folders = list.split { "{}".contains($0) }.filter { !$0.allSatisfy(\.isWhitespace) }
        folder = folders.count == 1 ? String(folders[0]) : ""
      case "includegraphics", "includesvg", "includepdf":
        guard let path = argument(&index), !path.isEmpty else { continue }
        let place = parts.place(of: offsets[start])
        images.append(
          Image(
            path: folder + path, place: place, line: parts.line(at: place), width: index - start))
      default: break
      }
    }
    return images
  }

  private func word(_ index: inout Int) -> String {
    var word = String.UnicodeScalarView()
    while index < text.count, text[index].properties.isAlphabetic, text[index].isASCII {
      word.append(text[index])
      index += 1
    }
    return String(word)
  }

  /// The argument in braces behind a star and options.
  private func argument(_ index: inout Int) -> String? {
    func skipBlanks() { while index < text.count, text[index].isBlank { index += 1 } }
    if index < text.count, text[index] == "*" { index += 1 }
    skipBlanks()
    while index < text.count, text[index] == "[" {
      while index < text.count, text[index] != "]" { index += 1 }
      index += 1
      skipBlanks()
    }
    guard index < text.count, text[index] == "{" else { return nil }
    var depth = 0
    var words = String.UnicodeScalarView()
    while index < text.count {
      let scalar = text[index]
      index += 1
      if scalar == "{" { depth += 1 }
      if scalar == "}" { depth -= 1 }
      if depth == 0 { break }
      if !words.isEmpty || depth > 1 || scalar != "{" { words.append(scalar) }
    }
    return String(words)
  }
}
