package org.millrace.operators.state;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.TrainElement;

/** Flink's types of everything that crosses between our operators: each has a serializer of its own, none is Kryo's. */
public final class Types {

    public static final TypeInformation<SourceElement> SOURCE_ELEMENT =
            new ValueTypeInfo<>(SourceElement.class, SourceElementSerializer.INSTANCE);

    public static final TypeInformation<TrainElement> TRAIN_ELEMENT =
            new ValueTypeInfo<>(TrainElement.class, TrainElementSerializer.INSTANCE);

    public static final TypeInformation<DeadLetter> DEAD_LETTER =
            new ValueTypeInfo<>(DeadLetter.class, DeadLetterSerializer.INSTANCE);

    public static final TypeInformation<EvaluationRecord> EVALUATION =
            new ValueTypeInfo<>(EvaluationRecord.class, EvaluationRecordSerializer.INSTANCE);

    private Types() {}
}
