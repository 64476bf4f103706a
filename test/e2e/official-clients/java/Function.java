import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.Map;

/** A function on the Java runtime interface client. What it does is said by its event; see official-clients.test.ts. */
public final class Function implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    /** The type that the failure's document names. */
    public static final class BrokenOnPurpose extends RuntimeException {
        BrokenOnPurpose() {
            super("broken on purpose");
        }
    }

    public Function() {
        if (System.getenv("FAIL_INIT") != null) throw new BrokenOnPurpose();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        switch (String.valueOf(event.get("do"))) {
            case "fail" -> throw new BrokenOnPurpose();
            case "exit" -> System.exit(3);
            case "sleep" -> sleep();
            default -> {
                // It answers.
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("value", event.get("value"));
        answer.put("requestId", context.getAwsRequestId());
        answer.put("functionArn", context.getInvokedFunctionArn());
        answer.put("remainingMs", context.getRemainingTimeInMillis());
        return answer;
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
