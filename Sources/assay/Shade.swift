/// How good news is.
enum Shade { case good, open, bad, none }

extension Style {
  /// A text in the colour of good or bad news.
  func paint(_ shade: Shade, _ text: String) -> String {
    switch shade {
    case .good: green(text)
    case .open: yellow(text)
    case .bad: red(text)
    case .none: text
    }
  }
}
