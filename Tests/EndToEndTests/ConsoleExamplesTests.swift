import Host
import Testing

/// Examples in a text for people run as they stand there; those of README.md do.
struct ConsoleExamplesTests {
  private static let text = """
    # A page

    ```console
    $ not run
    ```

    <!-- run -->
    ```console
    $ echo one; echo two >&2
    one
    two
    $ seq 9
    1
    …
    8
    9
    $ echo "it takes $$ ms"
    it takes …
    $ printf 'a > b' > file

    ```

    <!-- run -->

    ```console
    $ cat file
    a > b
    $ echo wrong
    right
    ```
    """

  @Test func `only marked blocks are read`() {
    let examples = ConsoleExamples(Self.text).examples
    #expect(examples.map(\.line) == [9, 12, 17, 19, 26, 28])
    #expect(examples.first?.command == "echo one; echo two >&2")
    #expect(examples.first?.output == ["one", "two"])
  }

  @Test func `what a command prints is compared`() throws {
    #expect(
      try ConsoleExamples(Self.text).differences(in: Workspace()) == [
        """
        line 28: $ echo wrong
        should print
        right
        and prints
        wrong
        """
      ])
  }

  @Test(arguments: [
    (["a", "b"], ["a"], false), (["a"], ["a", "b"], false), ([], ["…"], true),
    (["a", "b", "c"], ["…", "c"], true), (["a", "b"], ["…", "c"], false), (["ab"], ["a…"], true),
    (["b"], ["a…"], false),
  ])
  func `lines match`(seen: [String], told: [String], isSo: Bool) {
    #expect(ConsoleExamples.matches(seen[...], told[...]) == isSo)
  }

  @Test func `a block that is to be written becomes a file`() throws {
    let text = """
      <!-- write a/b.txt -->
      ```csv
      $ 1

      2
      ```

      ```
      3
      ```

      <!-- run -->
      ```console
      $ cat a/b.txt
      $ 1

      2
      ```
      """
    let w = try Workspace()
    _ = try ConsoleExamples(text).differences(in: w)
    #expect(try w.read("a/b.txt") == "$ 1\n\n2\n")
  }

  @Test func `the steps of your-own-paper.md`() throws {
    let page = ConsoleExamples(
      String(
        decoding: try Files.read(Workspace.repository + "/docs/your-own-paper.md"), as: UTF8.self))
    #expect(page.examples.count > 30)
    let w = try Workspace()
    let path = Machine.variable("PATH") ?? "/usr/bin:/bin"
    w.environment["PATH"] = "\(Workspace.assay.dropLast("/assay".count)):\(path)"
    for difference in try page.differences(in: w) {
      Issue.record("docs/your-own-paper.md, \(difference)")
    }
  }

  @Test func `the ten minutes of auditing.md`() throws {
    let page = ConsoleExamples(
      String(decoding: try Files.read(Workspace.repository + "/docs/auditing.md"), as: UTF8.self))
    #expect(page.examples.count >= 7)
    for difference in try page.differences(in: Workspace.paper()) {
      Issue.record("docs/auditing.md, \(difference)")
    }
  }

  private static let readme = ConsoleExamples(
    String(decoding: (try? Files.read(Workspace.repository + "/README.md")) ?? [], as: UTF8.self))

  @Test func `the sessions of README.md`() throws {
    #expect(Self.readme.examples.count >= 4)
    let w = try Workspace.paper()
    for difference in try Self.readme.differences(in: w) {
      Issue.record("README.md, \(difference)")
    }
  }
}
