import YAML

/// `foreach: { rows: samples.csv, where: xrd, key: sample }`: one instance for each row of a table.
struct ForeachRows: Sendable {
  /// The table.
  let table: ProjectPath
  /// The columns that name the instances; `nil` for the first.
  private let keys: [Word]?
  /// The column that says which rows count.
  private let condition: Word?

  private struct Draft: Sendable {
    var table: ProjectPath?
    var condition: Word?
    var keys: [Word]?

    static let fields: [Field<Draft>] = [
      Field("rows", \.table, ProjectPath.plain),
      Field("where", \.condition, Read.word),
      Field("key", \.keys, ForeachRows.keys),
    ]
  }

  /// Reads the entries of a map; `nil` if it names no table.
  init?(_ entries: [Node.Entry]) throws(Pipeline.Fault) {
    let draft = try Field.read(
      entries, into: Draft(), of: "a foreach over rows", Draft.fields)
    guard let table = draft.table else { return nil }
    self.table = table
    keys = draft.keys
    condition = draft.condition
  }

  private static func keys(_ node: Node) throws(Pipeline.Fault) -> [Word] {
    let keys = try Read.words(node)
    if keys.isEmpty { throw Pipeline.Fault(.listEmpty("key"), at: node.mark) }
    return keys
  }

  /// One instance for each row that counts.
  func instances(
    of family: String, reading: Foreach.Reading
  ) throws(Pipeline.Fault) -> [Instance] {
    guard let bytes = try reading(table) else {
      throw Pipeline.Fault(.tableMissing(table.text), at: table.mark)
    }
    let file = try TableFile(bytes, table)
    let header = Instance.Header(file.headings, table: file)
    let rows = try rows(of: file, header)
    var keys = [0]
    if let words = self.keys {
      keys = []
      for word in words { keys.append(try column(word, header)) }
    }
    var instances: [Instance] = []
    var known: [String: (name: String, mark: Mark)] = [:]
    for row in rows {
      for key in keys where row[key].isEmpty {
        throw file.placed(Pipeline.Fault(.keyEmpty(header.names[key]), at: row[key].mark))
      }
      let instance = try Instance(of: family, keys: keys, row, header)
      let mark = row[keys[0]].mark
      if let first = known.updateValue((instance.name, mark), forKey: instance.name.lowercased()) {
        throw file.placed(Self.clash(instance.name, at: mark, with: first))
      }
      instances.append(instance)
    }
    return instances
  }

  /// The rows that count: there is at least one, and no more than anybody means.
  private func rows(
    of file: TableFile, _ header: Instance.Header
  ) throws(Pipeline.Fault) -> [[Instance.Value]] {
    var rows = file.rows
    if rows.isEmpty { throw Pipeline.Fault(.noRows(table.text), at: table.mark) }
    if let condition {
      let column = try column(condition, header)
      rows = rows.filter { !$0[column].saysNo }
      if rows.isEmpty {
        throw Pipeline.Fault(.noRowLeft(table.text, under: condition.text), at: condition.mark)
      }
    }
    guard rows.count <= Foreach.mostInstances else {
      throw Pipeline.Fault(.tooManyInstances(most: Foreach.mostInstances), at: table.mark)
    }
    return rows
  }

  private func column(_ word: Word, _ header: Instance.Header) throws(Pipeline.Fault) -> Int {
    guard let column = try header.column(word.text, at: word.mark) else {
      throw Pipeline.Fault(
        .columnUnknown(word.text, of: table.text, known: header.names), at: word.mark)
    }
    return column
  }

  private static func clash(
    _ name: String, at mark: Mark, with first: (name: String, mark: Mark)
  ) -> Pipeline.Fault {
    name == first.name
      ? Pipeline.Fault(.instanceTwice(name, first: first.mark), at: mark)
      : Pipeline.Fault(.nameCaseClash(name, with: first.name, first: first.mark), at: mark)
  }
}

extension Instance.Value {
  /// Whether a cell under `where` leaves its row out.
  fileprivate var saysNo: Bool {
    let word = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    return ["", "no", "false", "0", "-"].contains(word)
  }
}
