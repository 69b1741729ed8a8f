import YAML

/// A path as it is written in a stage: `{foreach.x}` and `{stages.x.y}` in it wait for their values.
struct PathTemplate: Sendable {
  private let node: Node
  private let written: String
  private let template: Template

  init(_ node: Node) throws(Pipeline.Fault) {
    written = try Read.path(node)
    template = Template(written)
    self.node = node
  }

  /// Reads a path or a list of them.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [PathTemplate] {
    var paths: [PathTemplate] = []
    for item in try Read.items(node) { paths.append(try PathTemplate(item)) }
    return paths
  }

  /// Where it stands.
  var mark: Mark { node.mark }

  /// The names that stand in it as `{foreach.x}`.
  var foreachNames: [String] {
    template.references.filter { $0.group == .foreach }.map(\.name)
  }

  /// The path in one stage; what other stages make has no place in it.
  func path(_ use: ProjectPath.Use, _ braces: Braces) throws(Pipeline.Fault) -> ProjectPath {
    let paths = try paths(use, braces) { (reference, mark) throws(Pipeline.Fault) in
      throw Pipeline.Fault(.misplaced(reference.text, in: .path), at: mark)
    }
    return paths[0]
  }

  /// The paths of an input of one stage: one, or one for each output that `{stages.x.y}` stands for.
  func paths(
    _ use: ProjectPath.Use, _ braces: Braces,
    outputs: (Template.Reference, Mark) throws(Pipeline.Fault) -> [String]
  ) throws(Pipeline.Fault) -> [ProjectPath] {
    let texts = try texts(braces, outputs)
    var paths: [ProjectPath] = []
    for text in texts {
      do {
        paths.append(try ProjectPath(text, use, at: node.mark))
      } catch {
        guard let reference = template.references.first else { throw error }
        throw braces.placed(error.moved(to: mark(of: reference, braces)))
      }
    }
    return paths
  }

  private func texts(
    _ braces: Braces, _ outputs: (Template.Reference, Mark) throws(Pipeline.Fault) -> [String]
  ) throws(Pipeline.Fault) -> [String] {
    if template.pieces.count == 1, case .literal(let literal) = template.pieces[0] {
      return [literal]
    }
    var texts = [""]
    var hasOutputs = false
    for piece in template.pieces {
      guard case .reference(let reference) = piece else {
        if case .literal(let literal) = piece { texts = texts.map { $0 + literal } }
        continue
      }
      let mark = mark(of: reference, braces)
      try Braces.refuseNested(reference, at: mark)
      switch reference.group {
      case .foreach:
        let value = try value(of: reference, braces, at: mark)
        texts = texts.map { $0 + value }
      case .stages where !hasOutputs:
        hasOutputs = true
        let start = texts[0]
        texts = try outputs(reference, mark).map { start + $0 }
      case .stages: throw Pipeline.Fault(.secondOutput(reference.text), at: mark)
      case .inputs, .outputs, .parameters, .stage:
        throw Pipeline.Fault(.misplaced(reference.text, in: .path), at: mark)
      }
    }
    return texts
  }

  /// A value that goes into a path must not bring wildcards with it.
  private func value(
    of reference: Template.Reference, _ braces: Braces, at mark: Mark
  ) throws(Pipeline.Fault) -> String {
    let value = try braces.value(of: reference, at: mark)
    if Glob.isPattern(value) {
      throw braces.placed(Pipeline.Fault(.wildcardInValue(reference.text, value), at: mark))
    }
    return value
  }

  private func mark(of reference: Template.Reference, _ braces: Braces) -> Mark {
    node.mark(of: reference.range, in: braces.text)
  }
}
