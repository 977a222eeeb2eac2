package cts.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("cts");

    @Test
    void tableHasARowForEveryStageOfTheKernelAndEveryRoomOfTheServer() throws IOException {
        assertThat(table().rowNames())
                .startsWith("cts.money", "cts.market")
                .contains("cts.research", "cts.server.storage", "cts.server.venue.*", "cts.server.cli", "cts.server")
                .doesNotHaveDuplicates();
    }

    @Test
    void classesOfTheServerAndOfTheKernelAreRead() {
        assertThat(PROGRAM).anyMatch(each -> each.getName().equals("cts.server.Main"));
        assertThat(PROGRAM).anyMatch(each -> each.getName().equals("cts.package-info"));
        assertThat(PROGRAM).noneMatch(each -> each.getPackageName().equals("cts.house"));
    }

    @Test
    void everyPackageImportsOnlyWhatItsRowAllows() throws IOException {
        assertThat(table().violations(PROGRAM)).isEmpty();
    }

    @Test
    void kernelNeedsNoWorldAroundIt() {
        assertThat(Purity.impurities(classes(name -> !DependencyTable.isServer(name))))
                .isEmpty();
    }

    @Test
    void onlyTheStorageSpeaksSql() {
        assertThat(Purity.sqlUses(classes(name -> !name.startsWith("cts.server.storage"))))
                .isEmpty();
    }

    // What follows shows that each of these rules can fail.

    @Test
    void importAgainstTheTableIsFound() {
        DependencyTable closed = DependencyTable.read("""
                | `cts.server.cli` | commands | – |
                | `cts.server` | start | – |
                """);
        assertThat(closed.violations(PROGRAM))
                .contains("cts.server may not import cts.server.cli (Main uses Program)")
                .noneMatch(sentence -> sentence.startsWith("cts.server.cli may not import cts.server.cli"));
    }

    @Test
    void packageWithoutARowIsFound() {
        assertThat(DependencyTable.read("| `cts.server` | start | – |").violations(PROGRAM))
                .contains("package cts.server.cli has no row in ARCHITECTURE.md");
    }

    @Test
    void neighboursUnderAStarMayNotImportEachOther() {
        DependencyTable table = DependencyTable.read("""
                | `cts.*` | each its own | – |
                """);
        assertThat(table.violations(new ClassFileImporter().importClasses(Neighbour.class)))
                .containsExactly("cts.house may not import cts.server.cli (Neighbour uses CommandFailure)");
    }

    @Test
    void thoseAboveAreTheRowsAboveAndNotThoseBelow() {
        String upper = "| `cts.house` | a | those above |\n";
        String lower = "| `cts.server.cli` | b | those above |\n";
        JavaClasses neighbour = new ClassFileImporter().importClasses(Neighbour.class);
        assertThat(DependencyTable.read(upper + lower).violations(neighbour)).hasSize(1);
        assertThat(DependencyTable.read("| `cts.house` | a | `cts.server.cli` |\n" + lower)
                        .violations(neighbour))
                .isEmpty();
    }

    @Test
    void rowThatCannotBeUnderstoodIsRefused() {
        assertThatThrownBy(() -> DependencyTable.read("| `cts.money` | money | everything |"))
                .hasMessageContaining("row cts.money")
                .hasMessageContaining("everything");
    }

    @Test
    void kernelClassThatTouchesTheWorldIsFound() {
        assertThat(Purity.impurities(new ClassFileImporter().importClasses(ImpureKernel.class)))
                .anyMatch(each -> each.endsWith("may not call java.lang.System.nanoTime()"))
                .anyMatch(each -> each.endsWith("may not call java.util.Random.<init>()"))
                .noneMatch(each -> each.endsWith("java.util.Random.<init>(long)"))
                .anyMatch(each -> each.endsWith("may not use java.io.InputStream"))
                .anyMatch(each -> each.endsWith("may not use java.nio.file.Files"))
                .anyMatch(each -> each.endsWith("may not use com.tngtech.archunit.core.domain.JavaClass"))
                .noneMatch(each -> each.endsWith("may not use java.io.IOException"));
    }

    @Test
    void sqlOutsideTheStorageIsFound() {
        assertThat(Purity.sqlUses(new ClassFileImporter().importClasses(Querying.class)))
                .anyMatch(each -> each.contains("may not use java.sql.Connection"));
    }

    private static DependencyTable table() throws IOException {
        return DependencyTable.read(Files.readString(SourceTree.root().resolve("ARCHITECTURE.md")));
    }

    private static List<JavaClass> classes(Predicate<String> packageName) {
        return StreamSupport.stream(PROGRAM.spliterator(), false)
                .filter(each -> packageName.test(each.getPackageName()))
                .toList();
    }

    /** Imports a package beside its own. */
    interface Neighbour {
        cts.server.cli.CommandFailure failure();
    }

    /** Does what a class of the kernel may not do, and two things it may. */
    static final class ImpureKernel {
        InputStream read(Path file) throws IOException {
            return Files.newInputStream(file);
        }

        long time() {
            return System.nanoTime();
        }

        int unseeded() {
            return new Random().nextInt();
        }

        int seeded() {
            return new Random(7).nextInt();
        }

        List<JavaClass> foreign(JavaClass... classes) {
            return Arrays.asList(classes);
        }
    }

    /** Holds a connection to a database. */
    interface Querying {
        Connection connection();
    }
}
