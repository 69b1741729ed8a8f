import Testing

/// What belongs to a machine: programs it compiled, tools it has, variables, secrets.
struct MachineTests {
  private static let compiled = """
    assay: 1
    stages:
      compile:
        run: "echo compile >> ../ran; mkdir -p bin; cat tool.c > bin/tool; chmod +x bin/tool"
        machine: true
        inputs: [tool.c]
        outputs: [bin/tool]
      use:
        run: ["{inputs.program}", "{inputs.data}"]
        inputs: { program: bin/tool, data: in.txt }
        outputs: [out.txt]
    """
  private static let source = "#!/bin/sh\necho use >> ../ran; sort \"$1\" > out.txt\n"

  @Test func `a program of this machine is in the key and not in the recipe`() throws {
    let w = try Workspace(Self.compiled, files: ["tool.c": Self.source, "in.txt": "b\na\n"])
    try w.initRepository(ignoring: ".assay/\nbin/\nout.txt\n")
    try w.runs()
    try w.commit("Build")
    #expect(try w.files(in: "provenance").filter { !$0.hasPrefix("machines/") } == ["use.json"])
    try w.ran("compile", "use")
    try w.write("tool.c", Self.source + "# optimised\n")
    try w.assay(
      "run", stdout: "2 stages: 2 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       compile: input tool.c file <digest> → file <digest>
        changed   compile new outputs, <time>
        run       use: program bin/tool <digest> → <digest>
        confirmed use same outputs as recorded, <time>
        """)
    try w.ran("compile", "use")
    try w.git("checkout", "-q", "tool.c")
    try w.isClean()
    try w.assay(
      "run", stdout: "2 stages: 0 run here, 2 from this machine, 0 believed from the record",
      stderr: "restored  compile: output bin/tool executable <digest> → executable <digest>")
    try w.isClean()
  }

  @Test func `another version of a tool reruns its stages`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: [mytool], tools: [mytool], outputs: [out.txt] }
        b: { run: "echo b >> ../ran; echo 1 > b.txt", outputs: [b.txt] }
      """, files: ["../bin/mytool": "#!/bin/sh\necho a >> ../ran; echo 1 > out.txt\n"])
    w.makeExecutable("../bin/mytool")
    w.environment["PATH"] = "\(w.root)/bin:/usr/bin:/bin"
    try w.runs()
    try w.ran("a", "b")
    try w.write("../bin/mytool", "#!/bin/sh\necho a >> ../ran; echo 2 > out.txt\n")
    try w.assay(
      "run", stdout: "2 stages: 1 run here, 1 from this machine, 0 believed from the record",
      stderr: """
        run       a: tool mytool <digest> → <digest>
        differs   a: same recipe, other bytes than recorded
          machine package file mytool <digest> → <digest>
          machine tool mytool <digest> → <digest>
        differs   a same recipe, other outputs, <time>
        """)
    try w.ran("a")
  }

  @Test func `a stage sees a fixed environment`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "umask > out.txt; env | sed 's/=.*assay-e2e.*/=…/' | sort >> out.txt", environment: [MODE], outputs: [out.txt] }
      """)
    w.environment = ["PATH": "/usr/bin:/bin", "MODE": "x", "SECRETIVE": "1", "LC_ALL": "de_DE"]
    try w.runs()
    #expect(
      try w.read("out.txt") == """
        0022
        HOME=…
        LANG=C.UTF-8
        MODE=x
        OMP_NUM_THREADS=1
        OPENBLAS_NUM_THREADS=1
        PATH=/usr/bin:/bin
        PWD=…
        PYTHONHASHSEED=0
        PYTHONPYCACHEPREFIX=…
        SOURCE_DATE_EPOCH=315532800
        TMPDIR=…
        TZ=UTC

        """)
  }

  @Test func `a secret reruns its stage and stands nowhere`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; test -n \\"$API_TOKEN\\" && echo done > out.txt", environment: [API_TOKEN], outputs: [out.txt] }
      """)
    w.environment["API_TOKEN"] = "hunter2hunter2"
    try w.runs()
    try w.ran("a")
    let explained = try w.call([Workspace.assay, "explain", "a"]).without()
    #expect(
      explained.stdout == """
        a: fresh: its outputs are what this machine made of these inputs

        recipe <digest>
        key    <digest>
          command   /bin/sh -c 'echo a >> ../ran; test -n "$API_TOKEN" && echo done > out.txt'
          cpus      1
          output    out.txt any stored
          platform  'linux x86_64'
          secret    API_TOKEN <digest>
          variable  API_TOKEN 'secret set'

        """)
    let found = try w.call(["grep", "-rl", "hunter2", "."])
    #expect(found.stdout == "")
    let guessed = try w.call([
      "sh", "-c", "grep -rl $(printf hunter2hunter2 | sha256sum | cut -c1-64) .",
    ])
    #expect(guessed.stdout == "")
    w.environment["API_TOKEN"] = "other"
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: secret API_TOKEN <digest> → <digest>
        confirmed a same outputs as recorded, <time>
        """)
    try w.ran("a")
    w.environment["API_TOKEN"] = "hunter2hunter2"
    try w.runs()
    try w.ran()
    #expect(try !w.read("provenance/a.json").contains("secret\", \"API_TOKEN"))
  }

  @Test func `without git`() throws {
    let w = try Workspace.pair()
    #expect(try w.read(".assay/ledger").contains(#""head": null, "machine""#))
  }

  @Test func `with a repository that has no commit yet, and with a detached HEAD`() throws {
    let w = try Workspace.pair(built: false)
    try w.initRepository()
    try w.runs()
    #expect(
      try w.read(".assay/ledger").contains(
        #""head": null, "dirty": [".gitignore", "a.sh", "in.txt", "pipeline.yaml"]"#
      ))
    try w.commit("Build")
    let head = try w.git("rev-parse", "HEAD").dropLast()
    try w.git("checkout", "-q", "--detach")
    try w.write("in.txt", "x\n")
    try w.runs()
    #expect(
      try w.read(".assay/ledger").contains(
        "\"head\": \"\(head)\", \"dirty\": [\"in.txt\"]"))
  }

  @Test func `asking about a stage with a secret writes nothing`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo 1 > out.txt", environment: [API_KEY], outputs: [out.txt] }
      """)
    w.environment["API_KEY"] = "1"
    try w.assay("status", stdout: "never     a\n1 stage: 1 never", code: 3)
    #expect(try !w.exists(".assay"))
  }
}
