import { d as eventStreamSerdeProvider, n as init_event_streams, r as EventStreamSerde } from "./event-streams-D-zPewvJ.js";
init_event_streams();
export { EventStreamSerde, eventStreamSerdeProvider };
