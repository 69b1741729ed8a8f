import Testing

/// What a shell offers behind the beginning of a command.
struct CompletionTests {
  private static let pipeline = """
    assay: 1
    stages:
      first: { run: "echo '{\\"numbers\\": {\\"x\\": {\\"value\\": 1, \\"unit\\": \\"%\\"}}}' > x.json", outputs: [x.json], numbers: x.json }
      second: { run: cp x.json y.json, inputs: [x.json], outputs: [y.json] }
    """

  /// Asks the script for bash, as bash does when somebody presses the tab key.
  private func offers(_ w: Workspace, _ words: String...) throws -> [String] {
    let script = #"""
      . <(assay --generate-completion-script bash)
      COMP_WORDS=(assay "$@"); COMP_CWORD=$#; COMP_LINE="assay $*"; COMP_POINT=${#COMP_LINE}
      complete=$(complete -p assay); complete=${complete##*-F }
      ${complete%% *} assay "${COMP_WORDS[$#]}" "${COMP_WORDS[$#-1]}"
      printf '%s\n' "${COMPREPLY[@]}"
      """#
    w.environment["PATH"] = "\(Workspace.assay.dropLast("/assay".count)):/usr/bin:/bin"
    let outcome = try w.call(["bash", "-c", script, "bash"] + words)
    #expect(outcome.stderr == "")
    return outcome.stdout.split(separator: "\n").map(String.init)
  }

  @Test func `verbs, formats, schemas, stages and numbers`() throws {
    let w = try Workspace(Self.pipeline)
    try w.runs()
    #expect(try offers(w, "gr") == ["graph"])
    #expect(try offers(w, "graph", "--format", "") == ["dot", "mermaid", "svg"])
    #expect(try offers(w, "schema", "num") == ["numbers", "numbers-list"])
    for verb in ["explain", "graph", "log", "numbers"] {
      #expect(try offers(w, verb, "") == ["first", "second"], "\(verb)")
      #expect(try offers(w, verb, "se") == ["second"], "\(verb)")
    }
    #expect(try offers(w, "trace", "") == ["first.x"])
    #expect(try offers(w, "impact", "") == ["first", "second", "first.x"])
  }

  @Test func `stages of a project elsewhere`() throws {
    let w = try Workspace(Self.pipeline)
    w.project = "tmp"
    #expect(try offers(w, "explain", "-C", "../project", "") == ["first", "second"])
  }

  @Test func `nothing where there is no project`() throws {
    let w = try Workspace()
    #expect(try offers(w, "explain", "") == [])
    #expect(try offers(w, "trace", "") == [])
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a script for each shell`(shell: String) throws {
    let w = try Workspace()
    let outcome = try w.call([Workspace.assay, "--generate-completion-script", shell])
    #expect(outcome.code == 0 && outcome.stderr == "")
    #expect(outcome.stdout.contains("---completion"))
  }
}
