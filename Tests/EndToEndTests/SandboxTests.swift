import Testing

/// A sandboxed stage gets what it declares and nothing else, whatever kind of program asks.
struct SandboxTests {
  private static func stage(_ run: String, inputs: String = "in.txt") -> String {
    """
    assay: 1
    stages:
      a: { run: \(run), inputs: [\(inputs)], outputs: [out.txt], access: sandboxed }
    """
  }
  private static let files = ["in.txt": "in\n", "other.txt": "other\n", "code/x.txt": "x\n"]
  private static let one = "1 stage: 1 run here, 0 from this machine, 0 believed from the record"
  private static let oneFailed =
    "1 stage: 0 run here, 0 from this machine, 0 believed from the record, 1 failed"

  @Test func `what is declared can be read and written, and the temporary folder used`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: cp in.txt "$TMPDIR/x" && mv "$TMPDIR/x" "$TMPDIR/y" && cat "$TMPDIR/y" data/*.csv > out.txt && mkdir results/more && mv results/more results/moved && echo 1 > results/moved/one && echo said > /dev/stdout && echo 2 > /dev/null
          inputs: [in.txt, data/]
          outputs: [out.txt, results/]
          access: sandboxed
      """, files: ["in.txt": "in\n", "data/1.csv": "1\n"])
    try w.assay(
      "run", stdout: Self.one,
      stderr: """
        run       a: never run here
        changed   a new outputs, <time>
        """)
    #expect(try w.read("out.txt") == "in\n1\n")
    #expect(try w.read("results/moved/one") == "1\n")
    try w.runs("run", "--frozen")
    try w.write("data/2.csv", "2\n")
    try w.runs()
    #expect(try w.read("out.txt") == "in\n1\n2\n")
  }

  @Test func `a read that is not declared fails the stage, with the line to add`() throws {
    let w = try Workspace(Self.stage(#""cat other.txt in.txt > out.txt""#), files: Self.files)
    try w.assay(
      "run", stdout: Self.oneFailed,
      stderr: """
        run       a: never run here
        error: stage `a` failed: exit code 1
          command  /bin/sh -c 'cat other.txt in.txt > out.txt'
          log      .assay/logs/<digest>
          | cat: other.txt: Permission denied
          denied   reading `other.txt`: add it to its inputs
          partial  .assay/aside/<moment>-a/out.txt
        """, code: 1)
    try w.write(
      "pipeline.yaml",
      Self.stage(#""cat other.txt in.txt > out.txt""#, inputs: "in.txt, other.txt") + "\n")
    try w.assay(
      "run", stdout: Self.one,
      stderr: """
        run       a: never run here
        changed   a new outputs, <time>
        """)
  }

  @Test func `a read that the program makes nothing of fails the stage too`() throws {
    let w = try Workspace(
      Self.stage(#""cat other.txt 2> /dev/null; cat in.txt > out.txt""#), files: Self.files)
    try w.assay(
      "run", stdout: Self.oneFailed,
      stderr: """
        run       a: never run here
        error: stage `a` failed: it is sandboxed and asked for what it does not declare
          command  /bin/sh -c 'cat other.txt 2> /dev/null; cat in.txt > out.txt'
          denied   reading `other.txt`: add it to its inputs
          partial  .assay/aside/<moment>-a/out.txt
        """, code: 1)
    #expect(try !w.exists("out.txt") && !w.exists("provenance"))
  }

  @Test(arguments: [
    "echo 1 > notes.txt", "rm in.txt", "mkdir new", "mv in.txt moved", "echo 1 >> in.txt",
  ])
  func `a write that is not declared fails the stage and changes nothing`(write: String) throws {
    let w = try Workspace(Self.stage(#""\#(write); cat in.txt > out.txt""#), files: Self.files)
    let outcome = try w.call([Workspace.assay, "run"]).without()
    #expect(outcome.code == 1)
    #expect(outcome.stderr.contains("  denied   writing `"), "\(outcome)")
    #expect(try w.read("in.txt") == "in\n")
    #expect(
      try w.files(in: ".").filter { !$0.hasPrefix(".assay/") && $0 != "out.txt" }.sorted() == [
        "code/x.txt", "in.txt", "other.txt", "pipeline.yaml",
      ])
  }

  @Test func `an output that is not written is missing, though a place was prepared for it`() throws
  {
    let w = try Workspace(Self.stage("\"true\""), files: Self.files)
    try w.assay(
      "run", stdout: Self.oneFailed,
      stderr: """
        run       a: never run here
        error: stage `a` failed: it did not write `out.txt`
          command  /bin/sh -c true
        """, code: 1)
    #expect(try !w.exists("out.txt"))
    try w.write("pipeline.yaml", Self.stage(#"": > out.txt""#) + "\n")
    try w.runs()
    #expect(try w.read("out.txt") == "")
  }

  @Test func `what another stage makes is denied by its maker's name`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo 1 > a.txt", outputs: [a.txt] }
        b: { run: "cat a.txt > b.txt", inputs: [pipeline.yaml], outputs: [b.txt], access: sandboxed }
      """)
    let outcome = try w.call([Workspace.assay, "run", "-j1"]).without()
    #expect(outcome.code == 1)
    #expect(
      outcome.stderr.contains("denied   reading `a.txt`, which `a` makes: add it to its inputs"),
      "\(outcome)")
  }

  @Test func `git and the tool's own folders are closed`() throws {
    let w = try Workspace(
      Self.stage(#""cat .git/HEAD provenance/x .assay/lock; cat in.txt > out.txt""#),
      files: Self.files)
    try w.initRepository()
    try w.write("provenance/x", "1\n")
    let outcome = try w.call([Workspace.assay, "run"]).without()
    #expect(outcome.code == 1)
    for path in [".git/HEAD", "provenance/x", ".assay/lock"] {
      #expect(outcome.stderr.contains("denied   reading `\(path)`"), "\(outcome)")
    }
  }

  @Test func `the network is refused, and told when the stage fails`() throws {
    let run = #"["python3", "-c", "import socket, sys; socket.socketpair(); socket.socket()"]"#
    let w = try Workspace(Self.stage(run), files: Self.files)
    let outcome = try w.call([Workspace.assay, "run"]).without()
    #expect(outcome.stderr.contains("PermissionError"), "\(outcome)")
    #expect(outcome.stderr.contains("  denied   the network\n"))
  }

  @Test func `a name that is looked for in vain, or listed, counts as where it is observed`() throws
  {
    let w = try Workspace(
      Self.stage(
        #""echo a >> \"$TMPDIR/x\"; test -e extra.txt; ls code > out.txt; cat in.txt >> out.txt""#),
      files: Self.files)
    try w.runs()
    try w.assay("status", stdout: "fresh     a\n1 stage: 1 fresh")
    try w.write("code/y.txt", "")
    try w.runs()
    #expect(try w.read("out.txt") == "x.txt\ny.txt\nin\n")
    try w.write("extra.txt", "")
    try w.assay(
      "status", stdout: "changed   a  found extra.txt absent → is file\n1 stage: 1 changed", code: 3
    )
  }

  @Test func `a declared link may be read by what it leads to`() throws {
    let w = try Workspace(
      Self.stage(#""cat link.txt folder/x.txt > out.txt""#, inputs: "link.txt, folder/"),
      files: Self.files)
    _ = try w.call(["ln", "-s", "other.txt", "link.txt"])
    _ = try w.call(["ln", "-s", "code", "folder"])
    try w.assay(
      "run", stdout: Self.one,
      stderr: """
        run       a: never run here
        changed   a new outputs, <time>
        """)
    #expect(try w.read("out.txt") == "other\nx\n")
  }

  @Test func `modules of Python are read where they are declared, and not where they are not`()
    throws
  {
    let w = try Workspace(
      Self.stage("python3 code/main.py > out.txt", inputs: "code/main.py, code/helper.py"),
      files: [
        "code/main.py":
          "import helper\ntry:\n  import secret\nexcept Exception as e: pass\nprint(helper.value)\n",
        "code/helper.py": "value = 1\n", "code/secret.py": "helper.value = 2\n",
      ])
    let outcome = try w.call([Workspace.assay, "run"]).without()
    #expect(outcome.code == 1)
    #expect(outcome.stderr.contains("denied   reading `code/secret.py`"), "\(outcome)")
    try w.remove("code/secret.py")
    try w.runs()
    #expect(try w.read("out.txt") == "1\n")
  }

  @Test func `where a stage cannot be observed it is not run in half a sandbox`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        outer:
          run: "cd ../inner && ! \(Workspace.assay) run 2> ../project/run.log"
          outputs: [run.log]
      """)
    w.project = "inner"
    try w.write("pipeline.yaml", Self.stage("cp in.txt out.txt") + "\n")
    try w.write("in.txt", "in\n")
    w.project = "project"
    try w.runs()
    #expect(
      try w.read("run.log").contains(
        "error: stage `a` failed: cannot confine `/bin/sh`: Device or resource busy; `access: traced` observes without one"
      ))
  }

  /// A static program that opens a file for reading by one of many ways.
  private static let program = #"""
    #define _GNU_SOURCE
    #include <fcntl.h>
    #include <pthread.h>
    #include <stdio.h>
    #include <string.h>
    #include <sys/wait.h>
    #include <unistd.h>
    static const char *path;
    static int works(void) { int file = open(path, O_RDONLY); return file >= 0; }
    static void *thread(void *result) { *(int *)result = works(); return NULL; }
    static int child(pid_t process) { int status; waitpid(process, &status, 0); return status == 0; }
    int main(int count, char **words) {
      char text[4096];
      pthread_t id;
      int result = 0;
      pid_t process;
      path = words[2];
      if (!strcmp(words[1], "open")) result = works();
      if (!strcmp(words[1], "thread")) { pthread_create(&id, NULL, thread, &result); pthread_join(id, NULL); }
      if (!strcmp(words[1], "fork")) { if (!(process = fork())) _exit(!works()); result = child(process); }
      if (!strcmp(words[1], "vfork")) {
        if (!(process = vfork())) { execl("/bin/cat", "cat", path, NULL); _exit(9); }
        result = child(process);
      }
      if (!strcmp(words[1], "openat")) { snprintf(text, sizeof text, "../%s", path); result = openat(open("code", O_DIRECTORY), text, O_RDONLY) >= 0; }
      if (!strcmp(words[1], "chdir")) { chdir("code"); snprintf(text, sizeof text, "../%s", path); path = text; result = works(); chdir(".."); }
      if (!strcmp(words[1], "link")) { snprintf(text, sizeof text, "%s/link", getenv("TMPDIR")); char full[5000]; getcwd(full, 4096); strcat(strcat(full, "/"), path); symlink(full, text); path = text; result = works(); }
      if (!strcmp(words[1], "cwd")) { snprintf(text, sizeof text, "/proc/self/cwd/%s", path); path = text; result = works(); }
      if (!strcmp(words[1], "daemon")) { if (!(process = fork())) { setsid(); if (!(process = fork())) _exit(!works()); _exit(!child(process)); } result = child(process); }
      FILE *out = fopen("out.txt", "w");
      fprintf(out, "%d\n", result);
      return 0;
    }
    """#

  @Test(arguments: ["open", "thread", "fork", "vfork", "openat", "chdir", "link", "cwd", "daemon"])
  func `no way leads around it`(way: String) throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        given: { run: [./program, \(way), in.txt], inputs: [program, in.txt], outputs: [out.txt], access: sandboxed }
      """, files: Self.files)
    try w.write("program.c", "#include <stdlib.h>\n" + Self.program)
    let compiler = try w.call(["cc", "-static", "-pthread", "-w", "-o", "program", "program.c"])
    #expect(compiler.code == 0, "\(compiler)")
    try w.runs()
    #expect(try w.read("out.txt") == "1\n")
    try w.write(
      "pipeline.yaml",
      try w.read("pipeline.yaml").replacing(", in.txt], inputs", with: ", other.txt], inputs"))
    let outcome = try w.call([Workspace.assay, "run"]).without()
    #expect(outcome.code == 1)
    #expect(
      outcome.stderr.contains("denied   reading `other.txt`: add it to its inputs"), "\(outcome)")
    let partial = try w.files(in: ".assay/aside").filter { $0.hasSuffix("out.txt") }
    #expect(try partial.map { try w.read(".assay/aside/\($0)") } == ["0\n"])
  }
}
