// A function on aws-lambda-go. What it does is said by its event; see official-clients.test.ts.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type event struct {
	Do    string `json:"do"`
	Value any    `json:"value"`
}

type answer struct {
	Value       any    `json:"value"`
	RequestID   string `json:"requestId"`
	FunctionArn string `json:"functionArn"`
	RemainingMs int64  `json:"remainingMs"`
}

// BrokenOnPurpose is the type that the failure's document names.
type BrokenOnPurpose struct{}

func (BrokenOnPurpose) Error() string { return "broken on purpose" }

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, BrokenOnPurpose{} }

func handle(ctx context.Context, event event) (any, error) {
	switch event.Do {
	case "fail":
		return nil, BrokenOnPurpose{}
	case "exit":
		os.Exit(3)
	case "sleep":
		time.Sleep(time.Minute)
	case "stream":
		return io.MultiReader(strings.NewReader("one "), strings.NewReader("two "), strings.NewReader("three")), nil
	case "stream-fail":
		return io.MultiReader(strings.NewReader("one "), failingReader{}), nil
	}
	invocation, found := lambdacontext.FromContext(ctx)
	deadline, limited := ctx.Deadline()
	if !found || !limited {
		return nil, errors.New("there is no Lambda context")
	}
	return answer{event.Value, invocation.AwsRequestID, invocation.InvokedFunctionArn, time.Until(deadline).Milliseconds()}, nil
}

func main() {
	if os.Getenv("FAIL_INIT") != "" {
		os.Exit(4)
	}
	lambda.Start(handle)
}
