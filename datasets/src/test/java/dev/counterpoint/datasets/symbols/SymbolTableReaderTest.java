package dev.counterpoint.datasets.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolTableReaderTest {

  @TempDir Path folder;

  private SymbolTable read(String text) throws IOException {
    return SymbolTableReader.read(Files.writeString(folder.resolve("table.csv"), text));
  }

  private void refused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(SymbolTableException.class)
        .hasMessageContaining("table.csv")
        .hasMessageContaining(message);
  }

  @Test
  void examplesAreNumberedInTheOrderOfTheirNames() throws IOException {
    SymbolTable table =
        read("\uFEFFname,y,x2, x1\nn,yes,\"a, b\",low\nm,no,c,low\n\no,yes,c,high\n");

    assertThat(table.first()).containsExactly(0, 0, 1);
    assertThat(table.second()).containsExactly(0, 1, 1);
    assertThat(table.labels()).containsExactly(0, 1, 0);
    assertThat(table.firstNames()).containsExactly("low", "high");
    assertThat(table.secondNames()).containsExactly("a, b", "c");
    assertThat(table.probabilities()).isEmpty();
    assertThat(table.complete()).isTrue();
    assertThat(table.rows()).isEqualTo(3);
  }

  @Test
  void anExampleMayLackOneOfThree() throws IOException {
    SymbolTable table = read("x1,x2,y\n0,0,\n0,,1\n,1,0\n");

    assertThat(table.complete()).isFalse();
    assertThat(table.labels()).containsExactly(SymbolTable.MISSING, 0, 1);
    assertThat(table.second()).containsExactly(0, SymbolTable.MISSING, 1);
    refused("x1,x2,y\n0,,\n", "line 2: 2 of x1, x2 and y are empty");
  }

  @Test
  void cellsOfADistributionHaveProbabilities() throws IOException {
    SymbolTable table = read("x1,x2,y,p\n0,0,0,0.5\n1,1,1,5e-1\n");

    assertThat(table.probabilities().orElseThrow()).containsExactly(0.5, 0.5);
    refused("x1,x2,y,p\n0,0,0,half\n", "line 2: p is 'half'");
    refused("x1,x2,y,p\n0,0,0\n", "p is ''");
    refused(
        "x1,x2,y,p\n0,0,0,0.5\n0,0,0,0.5\n", "line 3: the cell x1 = 0, x2 = 0, y = 0 comes again");
    refused("x1,x2,y,p\n0,,0,0.5\n", "1 of x1, x2 and y are empty, expected at most 0");
  }

  @Test
  void whatIsNoTableIsNamed() {
    refused("", "no rows");
    refused("x1,x2,y\n", "no rows");
    refused("x1;x2;y\n0;0;0\n", "there is no column 'x1'; its columns are [x1;x2;y]");
    refused("x1,x2,label\n0,0,0\n", "there is no column 'y'");
    assertThatThrownBy(() -> SymbolTableReader.read(folder.resolve("none.csv")))
        .isInstanceOf(UnreadableFileException.class);
    assertThatThrownBy(
            () ->
                SymbolTableReader.read(
                    Files.write(folder.resolve("latin.csv"), new byte[] {'x', (byte) 0xE4, '\n'})))
        .isInstanceOf(UnreadableFileException.class);
  }
}
