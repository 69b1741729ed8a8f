import Numerics
import Testing

/// Values of table G.2 of the GUM (JCGM 100:2008).
@Test(arguments: [(0.95, 1, 12.71), (0.95, 2, 4.30), (0.95, 4, 2.78), (0.99, 10, 3.17)])
func `t is that of the table of the GUM`(level: Double, dof: Double, t: Double) {
  #expect(abs(Student.factor(level: level, dof: dof) - t) < 0.005)
}

@Test func `t of many degrees of freedom is that of the normal distribution`() {
  #expect(abs(Student.factor(level: 0.95, dof: nil) - 1.959_963_985) < 1e-9)
}

@Test(arguments: [(1, 6.314), (2, 2.920), (4, 2.132)])
func `the probability below t is the one the factor was made for`(dof: Int, t: Double) {
  #expect(abs(Student.probability(below: t, dof: Double(dof)) - 0.95) < 1e-4)
  #expect(abs(Student.probability(below: -t, dof: Double(dof)) - 0.05) < 1e-4)
}

@Test func `the probability for many degrees of freedom is that of the normal distribution`() {
  #expect(abs(Student.probability(below: 1.959_963_985, dof: nil) - 0.975) < 1e-9)
}
