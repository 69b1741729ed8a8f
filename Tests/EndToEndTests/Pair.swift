import Testing

extension Workspace {
  /// Two stages, `a` before `b`; `a` takes a script, an input, a parameter and a variable.
  static let pair = """
    assay: 1
    parameters:
      scale: 2
    stages:
      a:
        run: [sh, "{inputs.code}", "{inputs.data}", "{parameters.scale}", "{outputs.mid}"]
        inputs: { code: a.sh, data: in.txt }
        parameters: [scale]
        environment: [MODE]
        outputs: { mid: mid.txt }
      b:
        run: "echo b >> ../ran; sort mid.txt > out.txt"
        inputs: [mid.txt]
        outputs: [out.txt]
    """

  static let pairScript = """
    echo a >> ../ran
    sed "s/$/ $2$MODE/" "$1" > "$3"

    """

  /// A project of two stages that has been built once.
  static func pair(built isBuilt: Bool = true) throws -> Workspace {
    let workspace = try Workspace(pair, files: ["a.sh": pairScript, "in.txt": "two\none\n"])
    if isBuilt {
      try workspace.runs()
      try workspace.ran("a", "b")
    }
    return workspace
  }
}
