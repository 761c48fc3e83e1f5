// Judges PDF files in one process: PDF/A-3b and PDF/UA-1 by veraPDF, Factur-X as a whole by Mustang. It changes no file.
//
// Usage: java -cp MUSTANG_CLI.jar PdfJudge.java FOLDER. A file whose name ends in `.facturx.pdf` is also given to
// Mustang. Prints a line a verdict: `passed CHECK FILE`, or `failed CHECK FILE: why`.

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mustangproject.validator.ZUGFeRDValidator;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

public class PdfJudge {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        // What the libraries print is for their developers.
        System.setOut(new PrintStream(PrintStream.nullOutputStream()));
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        VeraGreenfieldFoundryProvider.initialise();
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(arguments[0]))) {
            files = found.filter(file -> file.toString().endsWith(".pdf")).sorted().collect(Collectors.toList());
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            report(out, "PDF/A-3b", file, conforms(bytes, PDFAFlavour.PDFA_3_B));
            report(out, "PDF/UA-1", file, conforms(bytes, PDFAFlavour.PDFUA_1));
            if (file.toString().endsWith(".facturx.pdf")) {
                report(out, "Factur-X", file, isFacturX(file));
            }
        }
    }

    /** Why the file does not conform; empty if it does. */
    private static String conforms(byte[] bytes, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(bytes), flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return "";
            }
            return result.getTestAssertions().stream()
                .map(found -> found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber() + " "
                    + found.getMessage() + " " + found.getErrorMessage() + " at " + found.getLocation().getContext())
                .distinct().limit(5).collect(Collectors.joining(" | "));
        }
    }

    /** What Mustang found; empty if the file is valid. */
    private static String isFacturX(Path file) {
        ZUGFeRDValidator validator = new ZUGFeRDValidator();
        validator.disableNotices();
        String report = validator.validate(file.toString());
        // What it says of the XML stands last; the report says it of the PDF around it too.
        boolean isValid = validator.wasCompletelyValid() && !report.contains("<summary status=\"invalid\"/>");
        return isValid ? "" : report.replaceAll("\\s+", " ");
    }

    private static void report(PrintStream out, String check, Path file, String why) {
        out.println((why.isEmpty() ? "passed " : "failed ") + check + " " + file.getFileName() + (why.isEmpty() ? "" : ": " + why));
    }
}
