import Testing
import Text

@testable import Pipeline

/// The arguments of a stage's command, or what is told of it; a glob gives `files`.
private func arguments(
  _ run: String, inputs: String = "{}", rest: String = "", files: [String] = []
) -> [String] {
  let text =
    "assay: 1\nparameters: {n: 2.50, t: a b, l: [1, x y], z: ''}\nstages:\n  s:\n"
    + "    run: \(run)\n    inputs: \(inputs)\n    parameters: [n, t, l, z]\n\(rest)"
  do {
    let pipeline = try read(text)
    let stage = pipeline.stages[0]
    do {
      return try stage.command.arguments(mark: "") { name in
        stage.inputs.filter { $0.name == name }.flatMap { input in
          if case .path(let path, _) = input.pattern { [path] } else { files }
        }
      }
    } catch {
      return [pipeline.diagnostic(error).description]
    }
  } catch {
    return [error.description]
  }
}

@Test func `a list runs without a shell, each item one argument`() {
  #expect(arguments("[prog, a b, '$HOME', 1, \"\"]") == ["prog", "a b", "$HOME", "1", ""])
}

@Test func `in a list braces alone become as many arguments as there are words`() {
  #expect(
    arguments("[cat, '{inputs.x}', -n]", inputs: "{x: [a, b c]}") == ["cat", "a", "b c", "-n"])
  #expect(arguments("[cat, '{parameters.l}']") == ["cat", "1", "x y"])
  #expect(arguments("[cat, '{parameters.t}']") == ["cat", "a b"])
}

@Test func `in a list braces within an argument stand for one word`() {
  #expect(
    arguments("[cat, '--n={parameters.n},{inputs.x}']", inputs: "{x: d/a b}")
      == ["cat", "--n=2.50,d/a b"])
}

@Test func `a text runs in the shell`() {
  #expect(arguments("awk '{print $1}' ${HOME}") == ["/bin/sh", "-c", "awk '{print $1}' ${HOME}"])
}

@Test(arguments: [
  ("cat {inputs.x}", ["a.csv"], "cat a.csv"),
  ("cat {inputs.x} > y", ["a", "b c", "d'e", "f\ng"], "cat a 'b c' 'd'\\''e' 'f\ng' > y"),
  ("cat {inputs.x}.bak", ["b c"], "cat 'b c'.bak"),
  ("cat \"{inputs.x}\"", ["é/a-1.csv"], "cat \"é/a-1.csv\""),
  ("cat '{inputs.x}'", ["a.csv"], "cat 'a.csv'"),
  ("echo \"$(cat {inputs.x})\"", ["b c"], "echo \"$(cat 'b c')\""),
  ("echo 'it' {inputs.x} \"is\"", ["b c"], "echo 'it' 'b c' \"is\""),
  ("echo \\' {inputs.x}", ["b c"], "echo \\' 'b c'"),
  ("echo a#' {inputs.x}'", ["b"], "echo a#' b'"),
  ("# it's\ncat {inputs.x}", ["b c"], "# it's\ncat 'b c'"),
  ("cat <<< {inputs.x}", ["b c"], "cat <<< 'b c'"),
  ("for f in {inputs.x}; do :; done", ["a", "b"], "for f in a b; do :; done"),
  ("(cat {inputs.x})", ["a", "b"], "(cat a b)"),
  ("cat {inputs.x}", ["$(rm -rf x)", "`x`", "~", "*"], "cat '$(rm -rf x)' '`x`' '~' '*'"),
])
func `in the shell words get quotes exactly where they need them`(
  run: String, files: [String], expected: String
) {
  let literal =
    "\""
    + run.reduce(into: "") {
      $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : $1 == "\n" ? "\\n" : String($1)
    } + "\""
  #expect(arguments(literal, inputs: "{x: '*'}", files: files) == ["/bin/sh", "-c", expected])
}

@Test func `an empty word is shown to the shell, an empty list is not`() {
  #expect(arguments("echo {parameters.z} x")[2] == "echo '' x")
  #expect(arguments("echo \"{parameters.z}\" x")[2] == "echo \"\" x")
  #expect(arguments("echo {inputs.x} x", inputs: "{x: '*'}")[2] == "echo  x")
}

@Test(arguments: [
  ("cat \"{inputs.x}\"", 12), ("cat '{inputs.x}'", 12), ("cat `cat {inputs.x}`", 16),
  ("cat \\{inputs.x}", 12), ("x # {inputs.x}", 11), ("\"$(a '{inputs.x}')\"", 13),
])
func `a word that needs quotes is refused where quotes would not quote`(run: String, column: Int) {
  let told = arguments("|\n      " + run, inputs: "{x: '*'}", files: ["b c"])[0]
  #expect(
    told.hasPrefix(
      "pipeline.yaml:6:\(column): `{inputs.x}` is `b c`, which needs quotes of its own\n"))
}

@Test func `in a here-document a word that needs quotes is refused`() {
  let run = "|\n      cat <<E\n      {inputs.x}\n      E"
  #expect(arguments(run, inputs: "{x: '*'}", files: ["b"])[2] == "cat <<E\nb\nE\n")
  #expect(
    arguments(run, inputs: "{x: '*'}", files: ["b c"]) == [
      """
      pipeline.yaml:7:7: `{inputs.x}` is `b c`, which needs quotes of its own
        7 |       {inputs.x}
          |       ^^^^^^^^^^
        hint: write `{inputs.x}` outside of quotes, comments and here-documents: it is quoted for you
      """
    ])
}

@Test func `a glob that matches several files where one fits is refused when it does`() {
  #expect(
    arguments("cat x{inputs.x}", inputs: "{x: '*'}", files: ["a", "b"]) == [
      """
      pipeline.yaml:5:15: `{inputs.x}` is 2 words here, but only one fits
        5 |     run: cat x{inputs.x}
          |               ^^^^^^^^^^
        hint: let it stand alone, outside of quotes
      """
    ])
}

@Test func `outputs are named by their paths`() {
  #expect(
    arguments("[x, '{outputs.o}']", rest: "    outputs: {o: [a/, {path: ./b//c}]}\n")
      == ["x", "a", "b/c"])
}
