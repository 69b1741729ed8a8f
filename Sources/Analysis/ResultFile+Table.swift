/// Results as tables, beside the numbers.
extension ResultFile {
  /// A table as CSV (RFC 4180, lines ending with `\n`), for a figure or for a reader's own program.
  ///
  /// - Parameters:
  ///   - name: The name of the file.
  ///   - headings: The first line, units in brackets.
  ///   - rows: The other lines.
  /// - Returns: The file.
  public static func table(
    _ name: String, headings: [String], rows: [[String]]
  ) -> ResultFile {
    let text = ([headings] + rows)
      .map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
    return ResultFile(name, bytes: Array(text.utf8))
  }

  private static func quoted(_ cell: String) -> String {
    let special: Set<Unicode.Scalar> = [",", "\"", "\n", "\r"]
    guard cell.unicodeScalars.contains(where: special.contains) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
