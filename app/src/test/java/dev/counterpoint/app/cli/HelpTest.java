package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

  private static final int NARROW = 80;

  static Stream<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    collect(CounterpointCommand.commandLine(), all);
    return all.stream().filter(command -> !command.getCommandName().equals("help"));
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(sub -> collect(sub, all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpShowsAnExampleAndFitsANarrowTerminal(CommandLine command) {
    command.setUsageHelpAutoWidth(false);
    command.setUsageHelpWidth(NARROW);
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);

    assertThat(help.lines()).allMatch(line -> line.length() <= NARROW);
    String name = command.getCommandSpec().qualifiedName();
    assertThat(help.lines()).as("an example").anyMatch(line -> line.startsWith("  " + name));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void examplesAreNotBrokenInANarrowTerminal(CommandLine command) {
    for (String line : command.getCommandSpec().usageMessage().description()) {
      if (line.startsWith("  ")) {
        assertThat(line.length()).as(line).isLessThan(NARROW);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionIsDescribed(CommandLine command) {
    command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
  }
}
