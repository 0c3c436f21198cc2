package dev.counterpoint.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house that the compiler does not know. */
class ArchitectureTest {

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.counterpoint");

  @Test
  void datasetsKnowNoModel() {
    noClasses()
        .that()
        .resideInAPackage("dev.counterpoint.datasets..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.counterpoint.models..",
            "dev.counterpoint.app..",
            "ai.djl.nn..",
            "ai.djl.training..")
        .check(ALL);
  }

  @Test
  void modelsDoNotKnowTheProgram() {
    noClasses()
        .that()
        .resideInAPackage("dev.counterpoint.models..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.counterpoint.app..")
        .check(ALL);
  }

  @Test
  void modelsKnowNoFileFormatAndNoCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("dev.counterpoint.models..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.nio.file..", "java.nio.channels..", "picocli..", "com.fasterxml..")
        .orShould()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "files of java.io",
                c ->
                    c.getName().startsWith("java.io.File")
                        || c.getName().equals("java.io.RandomAccessFile")))
        .check(ALL);
  }

  @Test
  void theExporterIsALibraryOfItsOwn() {
    noClasses()
        .that()
        .resideInAPackage("dev.counterpoint.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.counterpoint.datasets..",
            "dev.counterpoint.models..",
            "dev.counterpoint.inference..",
            "dev.counterpoint.app..")
        .check(ALL);
  }

  @Test
  void inferenceKnowsNoTraining() {
    noClasses()
        .that()
        .resideInAPackage("dev.counterpoint.inference..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.counterpoint.models..",
            "dev.counterpoint.app..",
            "ai.djl.nn..",
            "ai.djl.training..",
            "ai.djl.pytorch..")
        .check(ALL);
  }

  /** Without one it is the first GPU, where there is one, whatever {@code --device} says. */
  @Test
  void managersNameTheirDevice() {
    noClasses().should().callMethod(NDManager.class, "newBaseManager").check(ALL);
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.counterpoint.app.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..")
        .check(ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"datasets", "models", "onnx", "inference", "app"})
  void packagesHaveNoCycles(String module) {
    slices()
        .matching("dev.counterpoint." + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(ALL);
  }

  @Test
  void namesSayWhatAClassDoes() {
    noClasses().should().haveNameMatching(".*(Utils?|Manager|Helper|Impl)(\\$.*)?").check(ALL);
  }

  @Test
  void whatRunsInEveryStepNeverWaitsForTheDevice() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.counterpoint.app.training",
            "dev.counterpoint.app.data",
            "dev.counterpoint.datasets.colored",
            "dev.counterpoint.models.augment",
            "dev.counterpoint.models.balance..",
            "dev.counterpoint.models.encoder..",
            "dev.counterpoint.models.fusion..",
            "dev.counterpoint.models.learner",
            "dev.counterpoint.models.network",
            "dev.counterpoint.models.objective",
            "dev.counterpoint.models.optimizer")
        // What reads at metrics lines, what restores a checkpoint, what is shown to people; and
        // what
        // looks at all examples before the first step or between two epochs.
        .and(
            doNotHaveName(
                "PendingLosses",
                "LearnerScalars",
                "Slots",
                "SamplePictures",
                "ColorAndShape",
                "FusionLearner",
                "LoneAccuracy",
                "ModalityRates",
                "KMeans"))
        .should()
        .callMethodWhere(readsFromTheDevice())
        .check(ALL);
  }

  @Test
  void theRuleAboutTheDeviceSeesWhereItIsRead() {
    // Guards the rule above: it finds the one place of the training loop that waits.
    JavaClasses reading = new ClassFileImporter().importPackages("dev.counterpoint.app.training");
    assertThatThrownBy(
            () -> noClasses().should().callMethodWhere(readsFromTheDevice()).check(reading))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("PendingLosses")
        .hasMessageContaining("toFloatArray");
  }

  /**
   * DJL makes the number of {@code x.mul(2f)} in a buffer of Java and closes it at once, while the
   * graph still reads it in the backward pass: after a garbage collection in between, the gradient
   * is whatever lies there. Sums, means and arrays that libtorch makes ({@code full}) are safe.
   */
  @Test
  void whatHasAGradientComputesWithNoNumberOfJava() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.counterpoint.models.balance..",
            "dev.counterpoint.models.encoder..",
            "dev.counterpoint.models.fusion..",
            "dev.counterpoint.models.learner",
            "dev.counterpoint.models.network",
            "dev.counterpoint.models.objective")
        // What changes parameters or gradients between passes, without a graph.
        .and(doNotHaveName("LogitScale", "StepGradients"))
        .should()
        .callMethodWhere(takesANumber())
        .check(ALL);
  }

  private static DescribedPredicate<JavaMethodCall> takesANumber() {
    return DescribedPredicate.describe(
        "an NDArray computes with a number of Java",
        call ->
            call.getTargetOwner().isAssignableTo(NDArray.class)
                && call.getTarget().getRawParameterTypes().stream()
                    .anyMatch(type -> type.isEquivalentTo(Number.class))
                && !call.getName().matches("add|sub")
                // Of whole numbers, which have no gradient.
                && !call.getName().equals("mod"));
  }

  private static DescribedPredicate<JavaClass> doNotHaveName(String... names) {
    return DescribedPredicate.describe(
        "are none of " + List.of(names), c -> !List.of(names).contains(c.getSimpleName()));
  }

  private static DescribedPredicate<JavaMethodCall> readsFromTheDevice() {
    return DescribedPredicate.describe(
        "an NDArray is read by the host",
        call ->
            call.getTargetOwner().isAssignableTo(NDArray.class)
                && call.getName()
                    .matches(
                        "to.*Array|toByteBuffer|toArray|toUint8Array|get(Float|Double|Long|Int|Byte"
                            + "|Boolean|Uint8|String)|encode|toDebugString|nonzero|isNaN.*"
                            + "|contentEquals|allClose|all|any|none"));
  }

  @Test
  void nothingIsStaticAndChanges() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveName("$assertionsDisabled")
        .should()
        .beFinal()
        .check(ALL);
  }
}
