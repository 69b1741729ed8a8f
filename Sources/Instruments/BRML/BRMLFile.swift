public import Readings
public import Text
internal import Archive
internal import Quantity
internal import XML

/// Bruker's `.brml`: an archive whose members `RawData0.xml`, … hold the scans.
///
/// The columns are those that the data views of a scan describe: what is not described, or has more
/// than one value at a point, is refused.
public enum BRMLFile {
  /// Reads all scans of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: A block for each member; its columns as the file names them, such as `TwoTheta` and
  ///   `ScanCounter`, with the places of values in the member.
  /// - Throws: A diagnostic with the place of the first fault in the member.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    let archive = try Archive(bytes, file: file)
    var blocks: [Block] = []
    for name in archive.names.sorted() where isScan(name) {
      let content = try archive.content(of: name)
      let reader = RawDataReader(
        fields: Fields(content, file: file, container: name),
        root: try Document(content, file: "\(file)/\(name)").root)
      blocks.append(try reader.block())
    }
    guard !blocks.isEmpty else {
      throw Diagnostic("\(Escaped(file)): the archive has no member RawData0.xml")
    }
    return blocks
  }

  private static func isScan(_ name: String) -> Bool {
    let last = name.split(separator: "/").last ?? ""
    let digits = last.dropFirst("RawData".count).dropLast(".xml".count)
    return last.hasPrefix("RawData") && last.hasSuffix(".xml") && !digits.isEmpty
      && digits.allSatisfy(\.isWholeNumber)
  }
}

/// Reads one member `RawData….xml`.
struct RawDataReader {
  let fields: Fields
  let root: Element

  /// What a value of a point is.
  private struct View {
    let name: String
    let unit: String
  }

  func block() throws(Diagnostic) -> Block {
    let routes = root.all("DataRoutes").flatMap { $0.all("DataRoute") }
    guard let route = routes.first else { throw fault("the member has no <DataRoute>", at: root) }
    guard routes.count == 1 else {
      throw fault("a second <DataRoute>: which one is meant is not known", at: routes[1])
    }
    let views = try views(of: route)
    let points = route.all("Datum")
    try checkCount(of: points, in: route)
    for point in points {
      let count = fields.readings(in: point.content, .markup).count
      guard count == views.count else {
        throw fault("the point has \(count) values, \(views.count) are described", at: point)
      }
    }
    let fields = fields
    let contents = points.map(\.content)
    let columns = views.enumerated().map { index, view in
      Column(
        view.name, unit: view.unit, count: contents.count,
        .readings { fields.readings(in: contents[$0], .markup)[index] })
    }
    for column in columns { try check(column) }
    return Block(sample ?? "", statements, columns)
  }

  private func checkCount(of points: [Element], in route: Element) throws(Diagnostic) {
    let stated = route.all("ScanInformation").flatMap { $0.all("MeasurementPoints") }.first
    guard points.count >= 2 else { throw fault("the scan has fewer than two points", at: route) }
    guard let stated, Int(stated.text) == points.count else {
      throw fault("the scan has \(points.count) points, another number is stated", at: route)
    }
  }

  /// What the values of a point are, in their order.
  private func views(of route: Element) throws(Diagnostic) -> [View] {
    var views: [View] = []
    for view in route.all("DataViews").flatMap({ $0.all("RawDataView") }) {
      guard view.attributes["Start"].flatMap({ Int($0) }) == views.count,
        let length = view.attributes["Length"].flatMap({ Int($0) })
      else { throw fault("the values described here do not follow those before", at: view) }
      let found = described(by: view)
      guard found.count == length else {
        throw fault("\(length) values stand here, \(found.count) are described", at: view)
      }
      views += found
    }
    guard !views.isEmpty else {
      throw fault("the values of the points are not described", at: route)
    }
    return views
  }

  private func described(by view: Element) -> [View] {
    if let varying = view.all("Varying").first {
      return varying.all("FieldDefinitions").map { field in
        let unit = field.all("Restriction").first?.attributes["Unit"]
        return View(name: field.attributes["FieldName"] ?? "", unit: unit ?? "")
      }
    }
    if let recording = view.all("Recording").first {
      let unit = recording.all("Unit").first?.attributes["Base"]
      return [View(name: recording.attributes["LogicName"] ?? "", unit: unit ?? "")]
    }
    guard let name = view.attributes["LogicName"] else { return [] }
    return [View(name: name, unit: view.attributes["Unit"] ?? "")]
  }

  /// Every value is a number; 2θ rises, and nothing is counted below zero, as blanks are (-9999).
  private func check(_ column: Column) throws(Diagnostic) {
    let values = try column.numbers()
    func told(_ message: String, _ row: Int) -> Diagnostic {
      column.reading(row)?.diagnostic(message) ?? Diagnostic(message)
    }
    for (row, value) in values.enumerated() {
      if column.unit == "Counts", value < 0 { throw told("a count cannot be below 0", row) }
      if column.name == "TwoTheta", row > 0, value <= values[row - 1] {
        throw told("the angles should rise from point to point", row)
      }
    }
  }

  /// The wavelengths of the tube, each the value of an attribute.
  private var statements: [Statement] {
    descendants(of: root).filter { $0.name.hasPrefix("WaveLength") }.compactMap { element in
      guard element.attributes["Value"] != nil, let line = fields.lineNumber(at: element.start)
      else { return nil }
      let parts = fields.readings(ofLine: line, .quote)
      let isValue: (Reading) -> Bool = { $0.text.hasSuffix(" Value=") }
      guard parts.count(where: isValue) == 1, let index = parts.firstIndex(where: isValue),
        parts.indices.contains(index + 1)
      else { return nil }
      return Statement(element.name, parts[index + 1])
    }
  }

  private var sample: String? {
    descendants(of: root).first {
      $0.name == "InfoItem" && $0.attributes["Name"] == "SampleName"
    }?.attributes["Value"]
  }

  private func descendants(of element: Element) -> [Element] {
    element.children.flatMap { [$0] + ($0.name == "Datum" ? [] : descendants(of: $0)) }
  }

  private func fault(_ message: String, at element: Element) -> Diagnostic {
    fields.diagnostic(message, line: fields.lineNumber(at: element.start) ?? 1)
  }
}
